// Shows that a passkey did not work; allauth's own script only writes it to the console.
document.addEventListener("allauth.error", function () {
  const notice = document.getElementById("passkey-error");
  if (notice) {
    notice.hidden = false;
    notice.scrollIntoView({ block: "nearest" });
  }
});
