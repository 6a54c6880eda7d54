//go:build linux

package attack

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"lede/store/kvtest"
)

// TestPromiseConnectionsTakeLittleMemory: a stranger opens many connections to the interactions endpoint, each with plausible
// headers and half a megabyte that never ends.
func TestPromiseConnectionsTakeLittleMemory(t *testing.T) {
	connections := 600
	if whole := os.Getenv("LEDE_ATTACK") == "whole"; whole {
		connections = 3000
	} else {
		t.Parallel()
	}
	addr := kvtest.FreeAddr(t)
	s := openStage(t, attack{env: []string{"LEDE_INTERACTIONS_ADDR=" + addr, "LEDE_DISCORD_PUBLIC_KEY=" + strings.Repeat("ab", 32)}})
	idle := s.memory(t, "VmRSS")
	ctx, cancel := context.WithCancel(t.Context())
	var waits []time.Duration
	var watching sync.WaitGroup
	watching.Go(func() { waits = s.watch(ctx, t, 2) })
	var mu sync.Mutex
	told := map[string]int{}
	var all sync.WaitGroup
	began := time.Now()
	for range connections {
		all.Go(func() {
			answer := unending(addr)
			mu.Lock()
			told[answer]++
			mu.Unlock()
		})
	}
	all.Wait()
	took := time.Since(began)
	cancel()
	watching.Wait()
	peak := s.memory(t, "VmHWM")
	slices.Sort(waits)
	t.Logf("%d connections: %d MB idle, %d MB at most; %.1f s; another member waits %d ms at most, %d ms as a rule (%d asked)",
		connections, idle>>20, peak>>20, took.Seconds(), waits[len(waits)-1].Milliseconds(), waits[len(waits)/2].Milliseconds(), len(waits))
	for answer, n := range told {
		t.Logf("    %4d times: %s", n, answer)
	}
	if peak > mostMemory {
		t.Errorf("%d MB were taken, %d are allowed", peak>>20, mostMemory>>20)
	}
	if n := told["HTTP/1.1 503 Service Unavailable"]; n == 0 {
		t.Errorf("nobody was turned away: %v", told)
	}
}

// unending sends a large request except for its last byte, and returns the status line of the answer.
func unending(addr string) string {
	const size = 500_000
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return "no connection"
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(time.Minute))
	_, err = fmt.Fprintf(conn, "POST / HTTP/1.1\r\nHost: lede\r\nX-Signature-Timestamp: %d\r\nX-Signature-Ed25519: %0128d\r\nContent-Length: %d\r\n\r\n", time.Now().Unix(), 0, size)
	if err == nil {
		_, _ = io.WriteString(conn, strings.Repeat("x", size-1)) // a connection that is turned away is not read
	}
	line, err := bufio.NewReader(conn).ReadString('\n')
	if err != nil {
		return "no answer"
	}
	return strings.TrimSpace(line)
}

// TestPromiseNobodyFillsTheStore: twenty people have different long pages briefed. The store stays within its bound, they are
// told so, and a digest can still be set.
func TestPromiseNobodyFillsTheStore(t *testing.T) {
	const space = 8 << 20
	each := 2
	if whole := os.Getenv("LEDE_ATTACK") == "whole"; whole {
		each = 10
	} else {
		t.Parallel()
	}
	page := strings.Repeat("The minister said nothing. “No,” said Ann Lee of the council in Hamburg. ", 200_000/74)
	s := openStage(t, attack{page: page, kind: "text/plain", env: []string{fmt.Sprintf("LEDE_STORE_SPACE=%dMB", space>>20)}})
	world := s.World()
	channel := world.Guilds[1].Channels[0].ID
	var mu sync.Mutex
	told := map[string]int{}
	var all sync.WaitGroup
	for n, p := range world.People[:attackers] {
		all.Go(func() {
			me := s.As(p.ID)
			for k := range each {
				m, err := me.Say(t.Context(), channel, fmt.Sprintf("%s/attack-%d-%d", s.site, n, k))
				if err != nil {
					t.Error(err)
					return
				}
				i, err := me.Apply(t.Context(), m.ID, "Brief this")
				if err == nil && !i.TimedOut {
					i, err = me.Settle(t.Context(), i)
				}
				answer := "no answer"
				if err == nil && i.Message != nil {
					answer, _, _ = strings.Cut(i.Message.Text(), "\n")
				}
				mu.Lock()
				told[answer[:min(len(answer), 100)]]++
				mu.Unlock()
			}
		})
	}
	all.Wait()
	for answer, n := range told {
		t.Logf("    %4d times: %s", n, answer)
	}
	file, err := os.Stat(s.store)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d pages: the store has %d MB, %d are allowed for articles", attackers*each, file.Size()>>20, space>>20)
	if file.Size() > 4*space { // free pages of the file, and everything but the articles
		t.Errorf("the store has %d MB", file.Size()>>20)
	}
	admin := s.As(world.People[attackers].ID)
	i, err := admin.Slash(t.Context(), channel, "digest set", map[string]any{"time": "07:30", "zone": "UTC"})
	if err == nil && !i.TimedOut {
		i, err = admin.Settle(t.Context(), i)
	}
	if err != nil || i.Message == nil || !strings.Contains(i.Message.Text(), "Digest set") {
		t.Errorf("a digest cannot be set: %+v, %v", i, err)
	}
	full := 0
	for answer, n := range told {
		if strings.Contains(answer, "no more space") {
			full += n
		}
	}
	if full == 0 {
		t.Errorf("nobody was told that it was not kept: %v", told)
	}
}
