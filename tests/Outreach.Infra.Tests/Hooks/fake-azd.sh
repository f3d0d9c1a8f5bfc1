#!/bin/sh
# azd for tests: writes down what it is asked.
echo "azd $*" >>"$FAKE/log"
