package bot

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"syscall"
	"testing"

	"lede/commands/command"
	"lede/problem"
	"lede/store"
)

// TestTheLogHasNoWordThatWasWritten: an error may quote what a person wrote; the log must not.
func TestTheLogHasNoWordThatWasWritten(t *testing.T) {
	said := func(cause error) *problem.Problem { return problem.New("page.failed", "name", "zebra").Because(cause) }
	for want, err := range map[string]error{
		"":                              &command.Told{Err: said(nil)},
		"lookup : no such host":         fmt.Errorf("zebra: %w", said(&net.OpError{Op: "dial", Err: &net.DNSError{Name: "zebra", Err: "no such host"}})),
		"dial tcp: connection refused":  said(&net.OpError{Op: "dial", Net: "tcp", Addr: &net.UnixAddr{Name: "zebra"}, Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}),
		"context deadline exceeded":     said(said(fmt.Errorf("zebra: %w", context.DeadlineExceeded))),
		"unexpected EOF":                &command.Unfinished{Err: said(fmt.Errorf("zebra: %w", io.ErrUnexpectedEOF))},
		"x509.HostnameError":            said(fmt.Errorf("tls: %w", x509.HostnameError{Certificate: &x509.Certificate{DNSNames: []string{"a"}}, Host: "zebra"})),
		"*errors.errorString":           said(fmt.Errorf("zebra: %w", errors.New("zebra"))),
		store.ErrUnavailable.Error():    &command.Told{Err: fmt.Errorf("zebra: %w", store.ErrUnavailable)},
		"Discord says that it is zebra": problem.New("bot.not-done").Because(errors.New("Discord says that it is zebra")),
	} {
		got := ""
		if cause := behind(err); cause != nil {
			got = cause.Error()
		}
		if got != want || strings.Contains(got, "zebra") && !strings.HasPrefix(got, "Discord") {
			t.Errorf("%v: %q, not %q", err, got, want)
		}
	}
}
