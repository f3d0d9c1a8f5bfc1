#!/bin/sh
# Before azd down: what would be lost is said, and what is locked stays.
set -eu

group=${AZURE_RESOURCE_GROUP:?There is nothing to take down: this environment has not been provisioned.}
locks=$(az lock list --resource-group "$group" --query "[?level=='CanNotDelete'].id" --output tsv)
if [ -n "$locks" ]; then
  {
    echo "Not taken down: $group holds ledgers and keys that are locked. Opt-outs have to be kept for four years and records as long as your state says."
    echo "Export what must be kept (docs/deploy.md, \"Taking it down\"), then lift the locks yourself and run azd down again:"
    echo "$locks" | while read -r lock; do echo "  az lock delete --ids $lock"; done
  } >&2
  exit 1
fi
echo "Everything in $group is deleted: ledgers, texts, logs, and any phone number of $OUTREACH_COMMUNICATION_NAME, which is released and may go to somebody else."
echo "What stays: the vault $OUTREACH_VAULT_NAME with the contact key, deleted but recoverable for 90 days unless azd purges it; the Entra application, which is removed next."
