package kvtest

import (
	"fmt"
	"math/rand/v2"
	"net"
	"testing"
)

// FreePort is a port of this machine where nothing listens. It is below those that the kernel gives to outgoing connections, and to servers that
// ask for any: one of these could take it before the test does, or while its server is down.
func FreePort(tb testing.TB) string {
	tb.Helper()
	for range 100 {
		port := fmt.Sprint(20_000 + rand.IntN(12_000))
		if l, err := net.Listen("tcp", "127.0.0.1:"+port); err == nil {
			_ = l.Close()
			return port
		}
	}
	tb.Fatal("no free port was found")
	return ""
}

// FreeAddr is an address with such a port.
func FreeAddr(tb testing.TB) string {
	tb.Helper()
	return "127.0.0.1:" + FreePort(tb)
}
