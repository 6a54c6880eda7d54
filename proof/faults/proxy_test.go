//go:build unix

package faults

import (
	"net"
	"sync"
	"testing"
	"time"
)

// The states of a line.
type state int

const (
	open state = iota
	cut        // connections are refused, and open ones closed
	held       // accepted, but passed on only when the line changes, as in a partitioned network
	slow       // passed on late
)

// lag is the delay of a slow line.
const lag = 250 * time.Millisecond

// proxy is a TCP line between a process and a Redis that can be broken and redirected.
type proxy struct {
	listener net.Listener
	mu       sync.Mutex
	target   string
	state    state
	changed  chan struct{} // closed at every change of state, and replaced
	conns    map[net.Conn]bool
}

func newProxy(t *testing.T, target string) *proxy {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{listener: l, target: target, changed: make(chan struct{}), conns: map[net.Conn]bool{}}
	t.Cleanup(func() {
		_ = l.Close()
		p.set(cut)
	})
	go p.accept()
	return p
}

func (p *proxy) address() string { return p.listener.Addr().String() }

// set changes the state of the line.
func (p *proxy) set(s state) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.state = s
	close(p.changed)
	p.changed = make(chan struct{})
	if s == cut {
		p.hangUp()
	}
}

// lead redirects the line to another place. What was on its way is lost.
func (p *proxy) lead(target string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.target = target
	p.hangUp()
}

func (p *proxy) hangUp() {
	for c := range p.conns {
		_ = c.Close()
	}
}

func (p *proxy) accept() {
	for {
		near, err := p.listener.Accept()
		if err != nil {
			return
		}
		go p.serve(near)
	}
}

func (p *proxy) serve(near net.Conn) {
	defer near.Close()
	if !p.join(near) {
		return
	}
	defer p.leave(near)
	p.mu.Lock()
	target := p.target
	p.mu.Unlock()
	far, err := net.DialTimeout("tcp", target, time.Second)
	if err != nil {
		return
	}
	defer far.Close()
	if !p.join(far) {
		return
	}
	defer p.leave(far)
	go func() {
		p.pass(far, near)
		_ = far.Close()
	}()
	p.pass(near, far)
}

// join registers a connection, unless the line is cut.
func (p *proxy) join(c net.Conn) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.state == cut {
		return false
	}
	p.conns[c] = true
	return true
}

func (p *proxy) leave(c net.Conn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.conns, c)
}

func (p *proxy) pass(to, from net.Conn) {
	buf := make([]byte, 32<<10)
	for {
		n, err := from.Read(buf)
		if n > 0 && (!p.wait(from) || write(to, buf[:n]) != nil) || err != nil {
			_ = to.Close()
			return
		}
	}
}

func write(to net.Conn, b []byte) error {
	_, err := to.Write(b)
	return err
}

// wait waits until the line may pass something on, and reports whether the connection is still there.
func (p *proxy) wait(c net.Conn) bool {
	for {
		p.mu.Lock()
		state, changed, there := p.state, p.changed, p.conns[c]
		p.mu.Unlock()
		switch {
		case !there || state == cut:
			return false
		case state == slow:
			time.Sleep(lag)
			return true
		case state == open:
			return true
		}
		select {
		case <-changed:
		case <-time.After(lag): // whether the connection is still there
		}
	}
}
