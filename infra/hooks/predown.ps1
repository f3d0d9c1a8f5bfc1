# predown.sh for Windows.
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
$group = $env:AZURE_RESOURCE_GROUP
if (-not $group) { throw 'There is nothing to take down: this environment has not been provisioned.' }
$locks = @(az lock list --resource-group $group --query "[?level=='CanNotDelete'].id" --output tsv)
if ($locks) {
  Write-Host "Not taken down: $group holds ledgers and keys that are locked. Opt-outs have to be kept for four years and records as long as your state says."
  Write-Host "Export what must be kept (docs/deploy.md, `"Taking it down`"), then lift the locks yourself and run azd down again:"
  $locks | ForEach-Object { Write-Host "  az lock delete --ids $_" }
  exit 1
}
Write-Host "Everything in $group is deleted: ledgers, texts, logs, and any phone number of $env:OUTREACH_COMMUNICATION_NAME, which is released and may go to somebody else."
Write-Host "What stays: the vault $env:OUTREACH_VAULT_NAME with the contact key, deleted but recoverable for 90 days unless azd purges it; the Entra application, which is removed next."
