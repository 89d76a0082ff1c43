"""PyJWT as a back end would use it: a line of JSON in, a line of JSON out."""

import json
import sys
from datetime import datetime, timezone
from unittest.mock import patch

import jwt


def judge(token, kid_secrets, audience, now):
    """The claims of a token at a moment, in seconds since 1970; a text that says why there are none."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.fromtimestamp(now, tz or timezone.utc)

    try:
        secret = kid_secrets.get(jwt.get_unverified_header(token).get("kid"), "")
        with patch("jwt.api_jwt.datetime", Clock):
            return jwt.decode(token, secret, algorithms=["HS256"], audience=audience, leeway=5)
    except jwt.PyJWTError as error:
        return f"{type(error).__name__}: {error}"


asked = json.load(sys.stdin)
tokens = asked.pop("tokens")
print(json.dumps([judge(token, asked["secrets"], asked["audience"], asked["now"]) for token in tokens]))
