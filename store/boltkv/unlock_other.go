//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package boltkv

import "os"

// unlock has nothing to do: here, closing a file lets go of it.
func unlock(*os.File) {}
