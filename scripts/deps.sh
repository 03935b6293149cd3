#!/usr/bin/env bash
# Installs from Debian's packages, and one tool from npm, what the tests need,
# where this user may; says plainly what is missing where not. Nothing here is needed to run Toguna.
set -u
need() { # package, then a command that shows it is there
	command -v "$2" >/dev/null 2>&1 && return
	[ "$2" = initdb ] && ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && return
	missing="$missing $1"
}
missing=""
need gcc gcc
need postgresql initdb
need chromium chromium
need poppler-utils pdftotext
need libreoffice-writer-nogui soffice
need libxml2-utils xmllint
if [ -n "$missing" ] && command -v apt-get >/dev/null 2>&1; then
	# LibreOffice needs its spreadsheet half to open workbooks.
	case "$missing" in *libreoffice*) missing="$missing libreoffice-calc-nogui" ;; esac
	if [ "$(id -u)" = 0 ]; then SUDO=""; elif sudo -n true 2>/dev/null; then SUDO="sudo"; else SUDO="no"; fi
	if [ "$SUDO" != no ]; then
		echo "installing:$missing"
		export DEBIAN_FRONTEND=noninteractive
		$SUDO apt-get update -qq >/dev/null 2>&1
		# shellcheck disable=SC2086
		$SUDO apt-get install -y -qq --no-install-recommends $missing >/tmp/toguna-deps.log 2>&1 || echo "could not install all of:$missing (see /tmp/toguna-deps.log); the tests that need them say that they are skipped"
	else
		echo "not installed, and this user may not install:$missing; the tests that need them say that they are skipped"
	fi
elif [ -n "$missing" ]; then
	echo "not installed:$missing; the tests that need them say that they are skipped"
fi
# The Open XML SDK's validator, of the version and digest in e2e/office.
if command -v npm >/dev/null 2>&1; then
	office=$(dirname "$0")/../e2e/office
	[ "$office/node_modules/.package-lock.json" -nt "$office/package-lock.json" ] ||
		(cd "$office" && npm ci --no-audit --no-fund >/tmp/toguna-npm.log 2>&1) ||
		echo "could not install the validator of office files (see /tmp/toguna-npm.log); the test that needs it says that it is skipped"
else
	echo "not installed: npm; the validator of office files, which it brings, is not there, and the test that needs it says that it is skipped"
fi
exit 0
