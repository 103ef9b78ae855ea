"""An issuer of OpenID Connect: where it says everything is, its keys, and what its tokens say (Core 1.0, 3.1.3.7)."""

import hmac
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import jwt
from attrs import define, field, frozen
from deltacrown import Problem, Refused

from deltacrown_host.elsewhere.asking import ask, not_verified

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Signatures that only the issuer can make: neither none, nor one by a secret that is shared."""

_DESCRIBED_FOR = timedelta(hours=1)
_KEYS_AT_MOST_EVERY = timedelta(seconds=10)
_LEEWAY_S = 60
_LONGEST_SUBJECT = 200


@frozen
class Described:
    """What an issuer says of itself. `basic`: whether clients show their secret in a header."""

    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    basic: bool


@define
class Issuer:
    """One issuer. What it says of itself is asked again after an hour, its keys where a token names one unknown."""

    url: str
    clock: Callable[[], datetime]
    _described: Described | None = field(default=None, init=False)
    _described_at: datetime | None = field(default=None, init=False)
    _keys: Mapping[str | None, jwt.PyJWK] = field(factory=dict, init=False)
    _keys_at: datetime | None = field(default=None, init=False)

    async def described(self) -> Described:
        """What it says of itself (Discovery 1.0). Raises Refused."""
        now = self.clock()
        if self._described is None or self._described_at is None or now - self._described_at > _DESCRIBED_FOR:
            said = await ask("GET", f"{self.url.rstrip('/')}/.well-known/openid-configuration")
            if said.get("issuer") != self.url:
                message = f"the settings name the issuer {self.url!r}, and it calls itself {said.get('issuer')!r}"
                raise Refused([Problem("sign_in.unreachable", message)])
            self._described, self._described_at = self._read(said), now
        return self._described

    async def claims(self, token: str, client: str, nonce: str) -> Mapping[str, Any]:
        """What a token says, once it is sure that the issuer has made it for this client and this sign-in."""
        try:
            header = jwt.get_unverified_header(token)
            key = await self._key(header.get("kid"))
            # The library reads the machine's clock; ours is an argument, so times are compared below.
            unchecked = {"verify_exp": False, "verify_iat": False, "verify_nbf": False}
            required = {"require": ["iss", "sub", "aud", "exp", "iat"]}
            claims: dict[str, Any] = jwt.decode(
                token,
                key,
                list(ALGORITHMS),
                audience=client,
                issuer=self.url,
                options={**unchecked, **required},  # type: ignore[arg-type] # as above
            )
        except jwt.PyJWTError as error:
            why = f"its token is not valid ({type(error).__name__})"
            raise not_verified(why) from error
        for why in self._faults(claims, client, nonce):
            raise not_verified(why)
        return claims

    def _faults(self, claims: Mapping[str, Any], client: str, nonce: str) -> list[str]:
        now, audience = self.clock().timestamp(), claims["aud"]
        # A token for several names in `azp` whom it was made for; whoever it names must be us.
        named = claims.get("azp", client if isinstance(audience, str) or len(audience) == 1 else "")
        times = [claims["exp"], claims["iat"]]
        found = {
            "its token has no times": not all(isinstance(time, int | float) for time in times),
            "its token is for another client": named != client,
            "its token is for another sign-in": not hmac.compare_digest(
                str(claims.get("nonce", "")).encode(), nonce.encode()
            ),
            "it names nobody": not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= _LONGEST_SUBJECT,
        }
        faults = [why for why, so in found.items() if so]
        if not faults and not times[1] - _LEEWAY_S <= now < times[0] + _LEEWAY_S:
            faults.append("its token has expired, or is from the future")
        return faults

    async def _key(self, name: str | None) -> jwt.PyJWK:
        now = self.clock()
        if name not in self._keys and (self._keys_at is None or now - self._keys_at >= _KEYS_AT_MOST_EVERY):
            said = await ask("GET", (await self.described()).jwks_uri)
            self._keys_at = now
            self._keys = {
                key.key_id: key for key in jwt.PyJWKSet.from_dict(dict(said)).keys if key.public_key_use != "enc"
            }
        if name is None and len(self._keys) == 1:
            return next(iter(self._keys.values()))
        if name not in self._keys:
            message = "no key of the issuer has this name"
            raise jwt.InvalidKeyError(message)
        return self._keys[name]

    def _read(self, said: Mapping[str, Any]) -> Described:
        places = [said.get(name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
        scheme = self.url.partition(":")[0]
        if not all(isinstance(place, str) and place.startswith(("https:", f"{scheme}:")) for place in places):
            message = f"{self.url} does not say where to sign in"
            raise Refused([Problem("sign_in.unreachable", message)])
        basic = "client_secret_basic" in said.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        authorization, token, keys = map(str, places)
        return Described(authorization, token, keys, basic)
