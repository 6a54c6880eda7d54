package cli

import (
	"context"
	"strings"
	"testing"
)

func TestWhichHostsAreThisMachineAlone(t *testing.T) {
	t.Parallel()
	for host, alone := range map[string]bool{
		"localhost": true, "127.0.0.1": true, "127.9.9.9": true, "::1": true,
		"0.0.0.0": false, "": false, "::": false, "192.168.7.2": false, "lede.example.org": false,
	} {
		if loopback(host) != alone {
			t.Errorf("%q: %v", host, !alone)
		}
	}
}

// TestAPlaygroundThatIsOpenSaysSo, with its bot or without: everybody who can reach it can use it.
func TestAPlaygroundThatIsOpenSaysSo(t *testing.T) {
	t.Parallel()
	for addr, open := range map[string]bool{"127.0.0.1:0": false, "localhost:0": false, "0.0.0.0:0": true, ":0": true} {
		for _, args := range [][]string{nil, {"--alone"}} {
			ctx, cancel := context.WithCancel(t.Context())
			var out, errs output
			ended := make(chan int, 1)
			go func() {
				ended <- world{nil, nil, &out, &errs, realTimes()}.execute(ctx, append([]string{"play", "--addr", addr}, args...))
			}()
			eventually(t, "the playground's address", func() bool { return strings.Contains(out.String(), "http://") })
			cancel()
			if status := received(t, "its end", ended); status != exitFine {
				t.Errorf("at %s, with %q, it ends with %d: %s", addr, args, status, errs.String())
			}
			if warned := strings.Contains(errs.String(), "everybody who can reach "+addr); warned != open {
				t.Errorf("at %s, with %q: %q", addr, args, errs.String())
			}
		}
	}
}
