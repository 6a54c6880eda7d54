//go:build unix

package faults

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"text/tabwriter"
	"time"

	"lede/desk"
	"lede/proof/discord"
	"lede/store"
)

// broken, as a code, means that the line is cut without a close frame; away means that all are, and that the gateway stays away
// for longer than anybody waits for an answer.
const (
	broken = 1006
	away   = 1
)

// closeCodes are all codes that Discord documents, and the websocket codes that it uses.
var closeCodes = []int{
	away, broken, 1000, 1001, 1011, 1012, 4000, 4001, 4002, 4003, 4004, 4005, 4007, 4008, 4009, 4010, 4011, 4012, 4013, 4014,
}

// everywhere are the codes that concern more than one shard. After the fatal ones the bot ends, and a supervisor restarts it.
var everywhere = []int{away, 4004, 4010, 4011, 4012, 4013, 4014}

const (
	// calmLine is how long a line must have been open before it is closed, so that each silence has one cause, and how long
	// after that everything missed counts as done, if it is done at all.
	calmLine = time.Second
)

// closing is a run whose lines are closed again and again while digests fall due and people ask and change settings.
type closing struct {
	*run
	people *fleet
	desk   *desk.Desk

	mu         sync.Mutex
	shut       []shut
	asked      int      // changes
	made       int      // and of those
	unsure     int      // changes that the store could not confirm
	doneAnyway []string // changes that were made although the person was told that they failed
}

// shut is one closed line.
type shut struct {
	code int
	at   time.Time
	line *discord.Line
}

// TestPromiseAClosedLineCostsNothing closes lines with every code at random moments: nothing is done that a person was told had
// failed, and no digest is lost or doubled.
func TestPromiseAClosedLineCostsNothing(t *testing.T) {
	each, digests, step, pause := 1, 50, shortStep, 400*time.Millisecond
	askedFor(t, "close")
	if whole() {
		each, digests, pause = int(number(t, "LEDE_FAULTS_CLOSES", 200))/len(closeCodes), 250, 2*time.Second
		step = time.Duration(each*len(closeCodes)) * pause / perPlace
	} else {
		t.Parallel()
	}
	needRedis(t)
	bin := buildPrograms(t, t.TempDir(), false)
	c := &closing{run: &run{
		t: t, fault: fault{name: "close", redis: true}, place: place{"redis", 3}, seed: number(t, "LEDE_SEED", 1), digests: digests, shards: 6, step: step,
	}}
	end := c.begin(bin)
	c.people = &fleet{t: t, discord: c.discord, processes: c.processes, over: make(chan struct{})}
	t.Cleanup(c.people.end)
	for begun := time.Now(); len(c.discord.Connected(0)) < c.shards; time.Sleep(50 * time.Millisecond) {
		if time.Since(begun) > 2*time.Minute {
			t.Fatalf("%d of %d shards are connected after two minutes", len(c.discord.Connected(0)), c.shards)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var changing sync.WaitGroup
	_ = c.open(func(kv store.KV) error {
		c.desk = desk.New(desk.Options{Store: kv})
		for n := range c.discord.Guilds() {
			c.people.asking.Go(func() { c.people.wonder(n) })
			changing.Go(func() { c.change(ctx, n) })
		}
		c.close(each, pause)
		time.Sleep(time.Until(end))
		c.recover()
		cancel()
		changing.Wait()
		return nil
	})
	c.people.quiet()
	v := c.judged()
	c.tell(t.Output())
	fmt.Fprintf(t.Output(), "digests: %d of %d posted, %d duplicated, %d missing, %d uncertain, %d missed, %d wrong\n",
		v.Posted, c.digests, v.Duplicated, v.Missing, v.Uncertain, v.Missed, len(v.Wrong))
	if !v.good() || v.Posted < c.digests || c.made*2 < c.asked || len(c.doneAnyway) > 0 {
		t.Errorf("%+v\ndone but refused: %q", v, c.doneAnyway)
	}
}

// close closes this many lines with each code, in random order, with pauses of at most this length.
func (c *closing) close(each int, pause time.Duration) {
	rng := c.rng("closes")
	var codes []int
	for range each {
		codes = append(codes, closeCodes...)
	}
	rng.Shuffle(len(codes), func(i, j int) { codes[i], codes[j] = codes[j], codes[i] })
	for _, code := range codes {
		time.Sleep(time.Duration(rng.Int64N(int64(pause))))
		l := c.pick(rng)
		if l == nil {
			c.t.Errorf("no line is open within a minute")
			return
		}
		c.mu.Lock()
		c.shut = append(c.shut, shut{code, time.Now(), l})
		c.mu.Unlock()
		switch code {
		case away:
			c.discord.Down(true)
			time.Sleep(3*time.Second + time.Duration(rng.Int64N(int64(2*time.Second))))
			c.discord.Down(false)
		case broken:
			l.Cut()
		default:
			l.Close(code, "")
		}
	}
}

// recover waits until all shards are connected and every guild has been answered once more.
func (c *closing) recover() {
	for deadline := time.Now().Add(time.Minute); len(c.discord.Connected(calmLine)) < c.shards; time.Sleep(50 * time.Millisecond) {
		if time.Now().After(deadline) {
			c.t.Errorf("%d of %d shards are connected a minute after the last line was closed", len(c.discord.Connected(0)), c.shards)
			return
		}
	}
	time.Sleep(3 * askEvery)
}

// pick waits for a line that has been open for a while.
func (c *closing) pick(rng *rand.Rand) *discord.Line {
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if lines := c.discord.Connected(calmLine); len(lines) > 0 {
			return lines[rng.IntN(len(lines))]
		}
	}
	return nil
}

// change makes an admin of a guild switch a setting back and forth. A change that was not confirmed must not have been made.
func (c *closing) change(ctx context.Context, guild int) {
	at := c.discord.Guilds()[guild]
	private := false
	for ctx.Err() == nil {
		choice := "private"
		if private {
			choice = "public"
		}
		i := c.discord.Ask(discord.Ask{Guild: at.ID, Channel: at.Channels[0], Data: discord.Command("settings", "", "answers", choice)})
		answered := i.Answered()
		if !answered || i.Words(5*time.Second) == "" { // the process that deferred the answer may have ended
			c.recovered(at.ID)
		}
		s, err := c.desk.Settings(context.WithoutCancel(ctx), at.ID)
		c.mu.Lock()
		c.asked++
		if err == nil && s.Private != private {
			c.made++
		}
		switch {
		case err != nil:
			c.unsure++
		case !answered && s.Private != private:
			c.doneAnyway = append(c.doneAnyway, fmt.Sprintf("guild %s, interaction %s of %s", at.ID, i.ID, i.At.Format(time.TimeOnly)))
		}
		c.mu.Unlock()
		if err == nil {
			private = s.Private
		}
		time.Sleep(askEvery)
	}
}

// recovered waits a while for a guild's events to come again.
func (c *closing) recovered(guild string) {
	told := func(l *discord.Line) bool { return l.Tells(guild) }
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if slices.ContainsFunc(c.discord.Connected(calmLine), told) {
			return
		}
	}
}

// silence is a time during which a guild got no answer.
type silence struct {
	guild  int
	lost   int
	from   time.Time
	length time.Duration
	cause  *shut // nil if no line was closed before
}

// silences finds them: from the first question without an answer to the next with one.
func (c *closing) silences() (all []silence) {
	open := map[int]*silence{}
	for _, q := range c.people.since(time.Time{}) {
		s := open[q.guild]
		switch {
		case !q.answered && s == nil:
			open[q.guild] = &silence{guild: q.guild, lost: 1, from: q.at, cause: c.cause(q)}
		case !q.answered:
			s.lost++
		case s != nil:
			s.length = q.at.Sub(s.from)
			all = append(all, *s)
			delete(open, q.guild)
		}
	}
	for _, s := range open {
		c.t.Errorf("guild %d has had no answer since %s", s.guild, s.from.Format(time.TimeOnly))
		all = append(all, *s)
	}
	return all
}

// cause is the guild's line that was closed last before a question, or the last that concerned others too.
func (c *closing) cause(q question) (last *shut) {
	id := c.discord.Guilds()[q.guild].ID
	for n := range c.shut {
		s := &c.shut[n]
		// a question asked just before may be lost as well
		if s.at.Before(q.at.Add(time.Second)) && (s.line.Tells(id) || slices.Contains(everywhere, s.code)) {
			last = s
		}
	}
	return last
}

// tell prints a line for each code.
func (c *closing) tell(w io.Writer) {
	type row struct {
		closes, lost int
		longest      silence
	}
	rows := map[int]*row{0: {}}
	for _, s := range c.shut {
		if rows[s.code] == nil {
			rows[s.code] = &row{}
		}
		rows[s.code].closes++
	}
	var longest silence
	for _, s := range c.silences() {
		code := 0
		if s.cause != nil {
			code = s.cause.code
		}
		r := rows[code]
		r.lost += s.lost
		if s.length > r.longest.length {
			r.longest = s
		}
		if s.length > longest.length {
			longest = s
		}
	}
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, "code\tcloses\tquestions lost\tlongest silence")
	for _, code := range slices.SortedFunc(maps.Keys(rows), cmp.Compare[int]) {
		r, name := rows[code], fmt.Sprint(code)
		switch {
		case code == 0:
			name = "none"
		case code == broken:
			name = "1006 (broken)"
		case code == away:
			name = "all broken, 3 to 5 s"
		}
		fmt.Fprintf(tw, "%s\t%d\t%d\t%.1f s\n", name, r.closes, r.lost, r.longest.length.Seconds())
	}
	_ = tw.Flush()
	why := "nothing that was closed"
	if longest.cause != nil {
		why = fmt.Sprintf("code %d, %.1f s before", longest.cause.code, longest.from.Sub(longest.cause.at).Seconds())
	}
	fmt.Fprintf(w, "%d asked, %d of %d changes made, %d done but refused, %d unsure; longest silence %.1f s, after %s\nDiscord refused %d answers, %d because there was one; %d sessions begun, %d resumed, %d given up by the bot\n",
		len(c.people.asked), c.made, c.asked, len(c.doneAnyway), c.unsure, longest.length.Seconds(), why, len(c.discord.Refused()), c.discord.AnsweredByTwo(), len(c.discord.Identified()), c.discord.Resumed(), c.discord.Goodbyes())
}
