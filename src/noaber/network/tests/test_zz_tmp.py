import pytest
from django.test import Client
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.people import sign_in
@pytest.mark.parametrize("who",["coordinator","mayor of Zwolle"])
@pytest.mark.parametrize("path",["/mijn/","/overleggen/","/overleggen/bbg/","/gemeenten/GM0193/","/personen/","/gemeenten/"])
def test_q(oost_nederland, who, path):
    c=Client(); sign_in(c,who); c.get("/themas/")
    with CaptureQueriesContext(connection) as q:
        r=c.get(path)
    print("\n",who,path,r.status_code,len(q))
    if path in("/mijn/",):
        for x in q: print("   ",x["sql"][:150])
