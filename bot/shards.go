package bot

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
)

const (
	// The codes with which we close a connection. After the first Discord forgets the session; after the second
	// whoever has the shard next can resume it.
	closeForGood  = 1000
	closeHandOver = 4000
	// sayEvery is how often it is said that Discord is waited for: at once, and then so that it can be read.
	sayEvery = 30 * time.Second
)

// shards are the parts of Discord's events that come to this process: all of them, or those that it has leased.
type shards struct {
	bot     *Bot
	receive func(*gateway, *discordgo.Event)
	failed  chan error
	ending  sync.WaitGroup // lines that were given up
	lease   lease          // of use when the store is shared

	mu    sync.Mutex
	of    int // how many there are in all; 0 before it is known
	lines map[int]*line
	whole bool // nothing is left that this process should take
}

// line is the connection of one shard, and what keeps it.
type line struct {
	*gateway
	stop  context.CancelFunc
	ended chan struct{}
}

func newShards(b *Bot, receive func(*gateway, *discordgo.Event)) *shards {
	s := &shards{bot: b, receive: receive, failed: make(chan error, 1), lines: map[int]*line{}}
	s.lease.length, s.lease.began = b.o.ShardLease, time.Now()
	s.lease.me, s.lease.parting = strings.ToLower(rand.Text()[:13]), map[int]sitting{}
	return s
}

// run serves until ctx ends. It returns an error when Discord will not have this bot.
func (s *shards) run(ctx context.Context) error {
	want, err := s.await(ctx)
	if err != nil || ctx.Err() != nil {
		return err
	}
	if s.bot.o.Leases != nil {
		return s.runLeased(ctx, want)
	}
	s.setOf(want)
	for shard := range want {
		if err := s.open(ctx, shard, nil); err != nil {
			return err
		}
	}
	s.setWhole(true)
	select {
	case <-ctx.Done():
		return nil
	case err := <-s.failed:
		return err
	}
}

// await waits until Discord says where its gateway is, and returns how many shards there are to be.
func (s *shards) await(ctx context.Context) (want int, err error) {
	var said time.Time
	for wait := firstPause; ; wait = min(wait*2, longestPause) {
		at, err := s.bot.where.locate(ctx, 0)
		var f *fatal
		switch {
		case errors.As(err, &f):
			return 0, f
		case err == nil:
			return cmp.Or(s.bot.o.Shards, at.shards), nil
		case ctx.Err() != nil:
			return 0, nil
		}
		if time.Since(said) >= sayEvery {
			said = time.Now()
			s.bot.log.Warn("waiting for Discord: the gateway is not known yet, nor whether the token is good", "err", err.Error(), "again_in", wait.String())
		}
		if pause(ctx, wait) != nil {
			return 0, nil
		}
	}
}

// open connects a shard, to go on with a session if there is one.
func (s *shards) open(ctx context.Context, shard int, from *sitting) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	g, err := newGateway(s.bot.api, s.bot.log, s.receive)
	if err != nil {
		return fmt.Errorf("running the bot: %w", err)
	}
	g.counts = &s.bot.counts
	g.shard, g.of, g.where, g.begins, g.idle = shard, s.of, s.bot.where, s.bot.begins, s.bot.idle
	if s.bot.o.Leases != nil {
		g.mine = s.lease.held
	}
	if err := g.prepare(); err != nil { // now as the shard that it is
		return fmt.Errorf("running the bot: %w", err)
	}
	if from != nil && from.Session != "" {
		g.adopt(*from)
	}
	ctx, stop := context.WithCancel(ctx)
	l := &line{gateway: g, stop: stop, ended: make(chan struct{})}
	s.lines[shard] = l
	go func() {
		defer close(l.ended)
		if err := g.run(ctx); err != nil {
			select {
			case s.failed <- err:
			default: // another shard has said the same
			}
		}
	}()
	return nil
}

// drop gives a shard up, and returns where its session has to go on. The connection is closed meanwhile.
func (s *shards) drop(shard, code int) sitting {
	s.mu.Lock()
	l := s.lines[shard]
	delete(s.lines, shard)
	s.mu.Unlock()
	if l == nil {
		return sitting{}
	}
	reached := l.retire()
	s.ending.Go(func() {
		l.stop()
		<-l.ended
		l.gateway.close(code)
	})
	return reached
}

// yield takes no event any more when other processes can go on with the shards: what comes is theirs.
func (s *shards) yield() {
	if s.bot.o.Leases == nil {
		return
	}
	for _, shard := range s.mine() {
		s.lease.parting[shard] = s.drop(shard, closeHandOver)
	}
}

// close gives all shards up: for good, or for other processes to go on with.
func (s *shards) close(ctx context.Context) {
	if s.bot.o.Leases != nil {
		s.leave(ctx)
	}
	for _, shard := range s.mine() {
		s.drop(shard, closeForGood)
	}
	s.ending.Wait()
}

// mine lists the shards of this process.
func (s *shards) mine() []int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Sorted(maps.Keys(s.lines))
}

func (s *shards) setOf(of int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.of = of
}

func (s *shards) setWhole(yes bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.whole = yes
}

// settled tells whether all shards are connected that this process should have. Commands are compared by a process
// that has shards.
func (s *shards) settled(compared bool) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.whole || len(s.lines) > 0 && !compared {
		return false
	}
	return len(s.down()) == 0
}

// down lists the shards that are not connected. The lock is held.
func (s *shards) down() []int {
	var list []int
	for shard, l := range s.lines {
		if !l.up.Load() {
			list = append(list, shard)
		}
	}
	slices.Sort(list)
	return list
}

// health tells what is amiss.
func (s *shards) health() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	down := s.down()
	switch {
	case len(s.lines) == 0 && s.bot.o.Leases != nil && s.lease.held():
		return nil // the other processes have them
	case len(s.lines) == 0, len(down) == len(s.lines):
		return s.bot.unconnected()
	case len(down) == 0:
		return nil
	}
	names := make([]string, len(down))
	for i, shard := range down {
		names[i] = strconv.Itoa(shard)
	}
	return fmt.Errorf("not connected to Discord: shards %s, of the %d that this process has", strings.Join(names, ", "), len(s.lines))
}
