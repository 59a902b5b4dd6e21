"""From the plain text of a mail to its HTML: the text is written once, so the two cannot differ.

Paragraphs stand apart by an empty line. A paragraph of lines that start with "- " is a list; a paragraph
"Label: https://..." on its own becomes a link with that label; other addresses become links as they are.
"""

import re
from html import escape
from typing import Final

LABELLED_LINK: Final = re.compile(r"(?P<label>[^\n:]{1,80}):\s+(?P<url>https?://\S+)")
ADDRESS: Final = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")
ITEM: Final = "- "


def tidy(text: str) -> str:
    r"""Strip what a template leaves behind: spaces at line ends, heaps of empty lines.

    >>> tidy("\n Beste lezer, \n\n\n\nTot ziens\n")
    'Beste lezer,\n\nTot ziens'
    """
    lines = "\n".join(line.strip() for line in text.strip().splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines)


def html_body(text: str) -> str:
    r"""The HTML of a tidied text; everything in it is escaped.

    >>> html_body("Beste <lezer>,\n\n- een\n- twee")
    '<p>Beste &lt;lezer&gt;,</p>\n<ul><li>een</li><li>twee</li></ul>'
    >>> html_body("Open de uitnodiging: https://noaber.invalid/u?a=1&b=2")
    '<p><a href="https://noaber.invalid/u?a=1&amp;b=2">Open de uitnodiging</a></p>'
    """
    return "\n".join(_block(block) for block in tidy(text).split("\n\n") if block)


def _block(block: str) -> str:
    lines = block.split("\n")
    if all(line.startswith(ITEM) for line in lines):
        return "<ul>" + "".join(f"<li>{_inline(line.removeprefix(ITEM))}</li>" for line in lines) + "</ul>"
    if found := LABELLED_LINK.fullmatch(block):
        return f"<p>{_link(found['url'], found['label'])}</p>"
    return "<p>" + "<br>".join(_inline(line) for line in lines) + "</p>"


def _inline(line: str) -> str:
    parts, end = [], 0
    for found in ADDRESS.finditer(line):
        parts += [escape(line[end : found.start()]), _link(found[0], found[0])]
        end = found.end()
    return "".join([*parts, escape(line[end:])])


def _link(url: str, label: str) -> str:
    return f'<a href="{escape(url)}">{escape(label)}</a>'
