#!/bin/sh
# Before Azure makes the resources: the Entra registration of the admin API, which Bicep cannot make, and two values that must stay the same.
# Running it again changes nothing. Needs: az login, with the right to register applications.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
graph=https://graph.microsoft.com/v1.0
admin_role=3f0a9a52-8c1d-4f0e-9f57-0d2b6a4be7a1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ -z "${OUTREACH_ALERT_EMAIL:-}" ]; then
  echo "Say first who is written to when something is wrong: azd env set OUTREACH_ALERT_EMAIL someone@example.org" >&2
  exit 1
fi
if ! az account show --output none 2>/dev/null; then
  echo "Sign in first: az login" >&2
  exit 1
fi

# Azure refuses to move the start of a budget.
if [ -z "${OUTREACH_BUDGET_START:-}" ]; then
  azd env set OUTREACH_BUDGET_START "$(date -u +%Y-%m-01)"
fi

name="Outreach ($AZURE_ENV_NAME)"
id=${OUTREACH_ENTRA_CLIENT_ID:-}
if [ -z "$id" ]; then
  id=$(az ad app list --display-name "$name" --query "[?displayName=='$name'].appId" --output tsv)
fi
case $id in *[[:space:]]*)
  echo "There are several Entra applications named $name. Say which: azd env set OUTREACH_ENTRA_CLIENT_ID ID" >&2
  exit 1
  ;;
esac
if [ -z "$id" ]; then
  id=$(az ad app create --display-name "$name" --sign-in-audience AzureADMyOrg --query appId --output tsv)
fi
# Kept at once: whatever fails after this goes on with the same application.
azd env set OUTREACH_ENTRA_CLIENT_ID "$id"

# Twice, because a client can only be let in to a scope that is there.
sed "s/CLIENT_ID/$id/" "$here/entra/application.json" >"$work/application.json"
az rest --method PATCH --url "$graph/applications(appId='$id')" --headers Content-Type=application/json --body "@$work/application.json" --output none
az rest --method PATCH --url "$graph/applications(appId='$id')" --headers Content-Type=application/json --body "@$here/entra/preauthorized.json" --output none

principal=$(az ad sp list --filter "appId eq '$id'" --query "[].id" --output tsv)
if [ -z "$principal" ]; then
  principal=$(az ad sp create --id "$id" --query id --output tsv)
fi
# Nobody gets a token without having been assigned a role.
az rest --method PATCH --url "$graph/servicePrincipals/$principal" --headers Content-Type=application/json --body '{"appRoleAssignmentRequired": true}' --output none

# Who deploys is the first admin; further ones are assigned in Entra, to people or groups.
person=$(az ad signed-in-user show --query id --output tsv 2>/dev/null || true)
if [ -n "$person" ]; then
  has=$(az rest --method GET --url "$graph/servicePrincipals/$principal/appRoleAssignedTo" --query "length(value[?principalId=='$person' && appRoleId=='$admin_role'])" --output tsv)
  if [ "$has" = 0 ]; then
    az rest --method POST --url "$graph/servicePrincipals/$principal/appRoleAssignedTo" --headers Content-Type=application/json \
      --body "{\"principalId\": \"$person\", \"resourceId\": \"$principal\", \"appRoleId\": \"$admin_role\"}" --output none
  fi
fi
