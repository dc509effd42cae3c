// Run by .ci/run so that what is missing is installed before the checks that need it.
