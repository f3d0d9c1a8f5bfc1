#!/bin/sh
# After Azure made the resources: says what Azure cannot make by itself, and what is still missing.
set -eu

# Staff sign in to the board in a browser: where Entra may send them back to, which is only known now.
if [ -n "${OUTREACH_ENTRA_CLIENT_ID:-}" ]; then
  az ad app update --id "$OUTREACH_ENTRA_CLIENT_ID" --web-redirect-uris "$OUTREACH_ADDRESS/.auth/login/aad/callback" --enable-id-token-issuance true
fi

echo
echo "Outreach will be at $OUTREACH_ADDRESS; email leaves from $OUTREACH_EMAIL_FROM."
if [ -z "${OUTREACH_SMS_FROM:-}" ]; then
  echo "Missing: a sending number. Nothing is sent by SMS until there is one (docs/deploy.md, \"A number\"): order it in the portal,"
  echo "  resource $OUTREACH_COMMUNICATION_NAME, have it verified, then: azd env set OUTREACH_SMS_FROM +18005550100 && azd provision"
fi
if [ "${OUTREACH_EMAIL_DOMAIN_VERIFIED:-false}" != true ]; then
  echo "Missing: your own email domain. Until then 10 emails an hour leave, from a domain patients do not know (docs/deploy.md, \"A domain\")."
fi
if [ "${OUTREACH_STAGE:-trial}" = trial ]; then
  echo "This is a trial: no real patients. Before them: docs/deploy.md, \"In earnest\"."
fi
