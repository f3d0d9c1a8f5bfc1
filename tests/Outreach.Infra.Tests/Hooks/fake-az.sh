#!/bin/sh
# az for tests: writes down what it is asked, and remembers in $FAKE what has been made.
echo "az $*" >>"$FAKE/log"
for word in "$@"; do
  case $word in @*) cat "${word#@}" >>"$FAKE/bodies" ;; esac
done
case "$*" in
"account show"*) [ ! -f "$FAKE/signed-out" ] ;;
"ad app list"*) cat "$FAKE/apps" 2>/dev/null || true ;;
"ad app create"*) echo 0a0a0a0a-0000-0000-0000-000000000001 | tee -a "$FAKE/apps" ;;
"ad app show"*) [ -s "$FAKE/apps" ] ;;
"ad app update"*) ;;
"ad app delete"*) rm "$FAKE/apps" ;;
"ad sp list"*) cat "$FAKE/principals" 2>/dev/null || true ;;
"ad sp create"*) [ ! -f "$FAKE/no-principals" ] && echo 0b0b0b0b-0000-0000-0000-000000000002 | tee "$FAKE/principals" ;;
"ad signed-in-user show"*) [ ! -f "$FAKE/no-person" ] && echo 0c0c0c0c-0000-0000-0000-000000000003 ;;
"rest --method GET"*appRoleAssignedTo*) if [ -f "$FAKE/assigned" ]; then echo 1; else echo 0; fi ;;
"rest --method POST"*appRoleAssignedTo*) touch "$FAKE/assigned" ;;
"rest --method PATCH"*) ;;
"lock list"*) cat "$FAKE/locks" 2>/dev/null || true ;;
*)
  echo "the fake az does not know: $*" >&2
  exit 2
  ;;
esac
