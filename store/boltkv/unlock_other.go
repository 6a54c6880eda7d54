//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package boltkv

import "os"

// unlock does nothing: here, closing a file releases it.
func unlock(*os.File) {}
