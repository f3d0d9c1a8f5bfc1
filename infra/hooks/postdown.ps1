# postdown.sh for Windows.
if ($env:OUTREACH_ENTRA_CLIENT_ID) { az ad app delete --id $env:OUTREACH_ENTRA_CLIENT_ID 2>$null }
azd env set OUTREACH_ENTRA_CLIENT_ID ''
azd env set OUTREACH_BUDGET_START ''
