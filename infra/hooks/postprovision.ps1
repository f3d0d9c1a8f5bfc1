# postprovision.sh for Windows.
Write-Host "`nOutreach will be at $env:OUTREACH_ADDRESS; email leaves from $env:OUTREACH_EMAIL_FROM."
if (-not $env:OUTREACH_SMS_FROM) {
  Write-Host "Missing: a sending number. Nothing is sent by SMS until there is one (docs/deploy.md, `"A number`"): order it in the portal,"
  Write-Host "  resource $env:OUTREACH_COMMUNICATION_NAME, have it verified, then: azd env set OUTREACH_SMS_FROM +18005550100; azd provision"
}
if ($env:OUTREACH_EMAIL_DOMAIN_VERIFIED -ne 'true') {
  Write-Host "Missing: your own email domain. Until then 10 emails an hour leave, from a domain patients do not know (docs/deploy.md, `"A domain`")."
}
if (-not $env:OUTREACH_STAGE -or $env:OUTREACH_STAGE -eq 'trial') { Write-Host "This is a trial: no real patients. Before them: docs/deploy.md, `"In earnest`"." }
