//go:build !(linux || darwin || freebsd)

package boltkv

import "os"

func free(string) int64 { return -1 }

func fileNumber(os.FileInfo) uint64 { return 0 }
