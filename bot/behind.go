package bot

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"syscall"

	"lede/commands/command"
	"lede/problem"
)

// behind returns what the log says of an error that a person was told in words: what the machine or Discord reported, and nothing that
// anybody wrote. A problem's arguments are mostly that, and so are addresses that were looked up, and the text of most causes.
func behind(err error) error {
	if told, ok := errors.AsType[*command.Told](err); ok {
		err = told.Err
	}
	p, ok := errors.AsType[*problem.Problem](err)
	if !ok {
		return errors.Unwrap(err) // one of the plain errors that have words
	}
	for p.Err != nil && !strings.HasPrefix(p.Code, "bot.") { // what this package met came from Discord
		inner, ok := errors.AsType[*problem.Problem](p.Err)
		if !ok {
			return reported(p.Err)
		}
		p = inner
	}
	return p.Err
}

// reported returns a cause without names and addresses: that of the network or the machine in its own words, of any other its type.
func reported(err error) error {
	if dns, ok := errors.AsType[*net.DNSError](err); ok {
		return &net.DNSError{Err: dns.Err, Server: dns.Server}
	}
	if host, ok := errors.AsType[x509.HostnameError](err); ok {
		return fmt.Errorf("%T", host) // its text has the name that was asked for
	}
	if op, ok := errors.AsType[*net.OpError](err); ok {
		return &net.OpError{Op: op.Op, Net: op.Net, Err: reported(op.Err)}
	}
	if errno, ok := errors.AsType[syscall.Errno](err); ok {
		return errno
	}
	for _, end := range []error{context.DeadlineExceeded, context.Canceled, io.ErrUnexpectedEOF} {
		if errors.Is(err, end) {
			return end
		}
	}
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(err) {
		err = inner
	}
	return fmt.Errorf("%T", err)
}
