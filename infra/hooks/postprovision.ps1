# postprovision.sh for Windows.
# Staff sign in to the board in a browser: where Entra may send them back to, which is only known now.
if ($env:OUTREACH_ENTRA_CLIENT_ID) {
  az ad app update --id $env:OUTREACH_ENTRA_CLIENT_ID --web-redirect-uris "$env:OUTREACH_ADDRESS/.auth/login/aad/callback" --enable-id-token-issuance true
}
Write-Host "`nOutreach will be at $env:OUTREACH_ADDRESS; email leaves from $env:OUTREACH_EMAIL_FROM."
if (-not $env:OUTREACH_SMS_FROM) {
  Write-Host "Missing: a sending number. Nothing is sent by SMS until there is one (docs/deploy.md, `"A number`"): order it in the portal,"
  Write-Host "  resource $env:OUTREACH_COMMUNICATION_NAME, have it verified, then: azd env set OUTREACH_SMS_FROM +18005550100; azd provision"
}
if ($env:OUTREACH_EMAIL_DOMAIN_VERIFIED -ne 'true') {
  Write-Host "Missing: your own email domain. Until then 10 emails an hour leave, from a domain patients do not know (docs/deploy.md, `"A domain`")."
}
if (-not $env:OUTREACH_STAGE -or $env:OUTREACH_STAGE -eq 'trial') { Write-Host "This is a trial: no real patients. Before them: docs/deploy.md, `"In earnest`"." }
