//go:build !(linux || darwin || freebsd)

package boltkv

// free is not known here.
func free(string) int64 { return -1 }
