#!/bin/sh
# After azd down: the Entra registration, which was not in the resource group. It can be restored for 30 days.
set -eu

if [ -n "${OUTREACH_ENTRA_CLIENT_ID:-}" ] && az ad app show --id "$OUTREACH_ENTRA_CLIENT_ID" --output none 2>/dev/null; then
  az ad app delete --id "$OUTREACH_ENTRA_CLIENT_ID"
fi
azd env set OUTREACH_ENTRA_CLIENT_ID ""
azd env set OUTREACH_BUDGET_START ""
