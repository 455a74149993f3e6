"""The OAuth side: a service account of this server's own, its key file, and tokens for signed assertions."""

import json
import secrets
import stat
import time
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from google.auth import exceptions, jwt

from tests.sheets_server.refusals import Json

EMAIL = "robot@relsheet-test.iam.gserviceaccount.com"
SCOPES = {
    "https://www.googleapis.com/auth/spreadsheets",
    "https://www.googleapis.com/auth/drive",
    "https://www.googleapis.com/auth/drive.file",
    "https://spreadsheets.google.com/feeds",
}
GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
#: google-auth names it whatever token_uri says.
GOOGLES_AUDIENCE = "https://oauth2.googleapis.com/token"
REFRESH_TOKEN = "local-refresh-token"


class Tokens:
    """Tokens that were given out, with their end."""

    def __init__(self, *, any_token: bool = False, lifetime: int = 3600) -> None:
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self._ends: dict[str, float] = {}
        self.any_token, self.lifetime = any_token, lifetime
        self.given = 0

    def key_file(self, folder: Path, token_uri: str) -> Path:
        """The key file of the service account, as Google hands it out."""
        private = self._key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        told = {
            "type": "service_account",
            "project_id": "relsheet-test",
            "private_key_id": "local",
            "private_key": private.decode(),
            "client_email": EMAIL,
            "client_id": "1",
            "token_uri": token_uri,
        }
        path = folder / "service_account.json"
        path.write_text(json.dumps(told), encoding="utf-8")
        path.chmod(stat.S_IRUSR | stat.S_IWUSR)
        return path

    def user_file(self, folder: Path, token_uri: str) -> Path:
        """The file of a person who has agreed (as gspread keeps it)."""
        told = {
            "type": "authorized_user",
            "client_id": "c",
            "client_secret": "s",
            "refresh_token": REFRESH_TOKEN,
            "token_uri": token_uri,
        }
        path = folder / "authorized_user.json"
        path.write_text(json.dumps(told), encoding="utf-8")
        path.chmod(stat.S_IRUSR | stat.S_IWUSR)
        return path

    def grant(self, form: dict[str, str], audience: str) -> tuple[int, Json]:
        """(status, body) for a request to the token endpoint."""
        if form.get("grant_type") == "refresh_token":
            if form.get("refresh_token") != REFRESH_TOKEN:
                return 400, {"error": "invalid_grant", "error_description": "Token has been expired or revoked."}
            return 200, self._new("https://www.googleapis.com/auth/spreadsheets")
        if form.get("grant_type") != GRANT:
            return 400, {
                "error": "unsupported_grant_type",
                "error_description": f"Invalid grant_type: {form.get('grant_type')}",
            }
        public = self._key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        try:
            claims = jwt.decode(  # type: ignore[no-untyped-call]  # google-auth has no types
                form.get("assertion", ""), certs=public, audience=[audience, GOOGLES_AUDIENCE]
            )
        except (ValueError, exceptions.GoogleAuthError) as err:
            return 400, {"error": "invalid_grant", "error_description": f"Invalid JWT: {err}"}
        if claims.get("iss") != EMAIL:
            return 400, {"error": "invalid_grant", "error_description": "Invalid grant: account not found"}
        scopes = set(claims.get("scope", "").split())
        if not scopes or scopes - SCOPES:
            return 400, {"error": "invalid_scope", "error_description": f"Invalid OAuth scope: {claims.get('scope')}"}
        return 200, self._new(claims["scope"])

    def _new(self, scope: str) -> Json:
        token = "ya29." + secrets.token_urlsafe(40)
        self._ends[token] = time.time() + self.lifetime
        self.given += 1
        return {"access_token": token, "expires_in": self.lifetime, "token_type": "Bearer", "scope": scope}

    def admits(self, header: str | None) -> bool:
        """Whether the Authorization header opens the door."""
        scheme, _, token = (header or "").partition(" ")
        if scheme != "Bearer" or not token:
            return False
        return self._ends.get(token, time.time() + 1 if self.any_token else 0) > time.time()

    def revoke(self) -> None:
        """All tokens given so far are worth nothing any more."""
        self._ends = dict.fromkeys(self._ends, 0.0)
