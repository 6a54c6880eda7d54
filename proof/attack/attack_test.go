//go:build linux

package attack

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"lede/playground"
	"lede/proof/program"
)

const (
	// atOnce is how many requests an attacker has in flight: as many as the cooldown lets through. A costly attack is sampled
	// with fewer.
	atOnce  = 10
	sampled = 3
	// mostMemory is the most memory that the process may use during an attack by one person, in bytes, and mostOfMany by
	// twenty.
	mostMemory = 200 << 20
	mostOfMany = 400 << 20
	// bearable is how long another member may wait during an attack by one person.
	bearable = time.Second
	// attackers is how many people attack together.
	attackers = 20
	// watchers is how many members of another server use Lede meanwhile, in turn.
	watchers = 10
	// pace is the interval at which a member may keep acting.
	pace = 2100 * time.Millisecond
)

// attack is something that a member does over and over.
type attack struct {
	name string
	page string // what the link in their message leads to
	kind string // its content type
	drip bool   // the page comes a byte at a time, and never ends
	slow bool   // each takes so long that go test makes only a few
	asks string // a question about it, where briefing it is not the attack
	file string // imported with /server-data import instead
	many bool   // twenty people do it
	each bool   // everyone in a different server
	rare bool   // only in make attack
	most int64  // memory
	env  []string
}

func attacks() []attack {
	letters, text := "text/plain", strings.Repeat("The minister said nothing. “No,” said Ann Lee of the council in Hamburg. ", 900_000/74)
	var open, people strings.Builder
	for i := range 450 {
		fmt.Fprintf(&open, "<b x=%d>", i)
	}
	for i := 0; people.Len() < 900_000; i++ {
		fmt.Fprintf(&people, "Mr X%da Y%db said that %d left.\n", i, i*7, i)
	}
	finds := make([]map[string]any, 9000)
	for i := range finds {
		finds[i] = map[string]any{"find": "the", "nth": i + 1}
	}
	structured, _ := json.Marshal(map[string]any{"title": "T", "text": strings.Repeat("The fox saw the dog. ", 30_000), "figures": finds})
	list := []attack{
		{name: "letters on lines", page: strings.Repeat("a\n\n", 8_000_000/3), kind: letters},
		{name: "words to find", page: string(structured), kind: "application/json", slow: true},
		{name: "unclosed formatting", page: "<p>" + open.String() + "x" + strings.Repeat("<p>x", 20_000), kind: "text/html", rare: true},
		{name: "paragraphs", page: strings.Repeat("<p>a", 8_000_000/4), kind: "text/html", rare: true},
		{name: "a page that may lead on", page: `<meta http-equiv=refresh content="0;url=/next">` + strings.Repeat("<p>a", 1_000_000), kind: "text/html", rare: true},
		{name: "elements in elements", page: strings.Repeat("<h1><span>", 220) + strings.Repeat("word and ", 300_000), kind: "text/html", rare: true},
		{name: "people on lines", page: people.String(), kind: letters, rare: true},
		{name: "names in a quotation", page: "“" + strings.Repeat("Jan. Jan. came, ", 300_000/16) + "”", kind: letters, rare: true},
		{name: "long news", page: text, kind: letters, rare: true},
		{name: "questions", page: text[:300_000], kind: letters, asks: "How many people died in the flood?", rare: true},
	}
	list = append(list,
		attack{name: "a file to take in", file: exported(string(structured)), slow: true},
		attack{name: "a file of many articles", file: exported(many(50)...), rare: true})
	list = append(list, attack{name: "a slow site", page: watched, kind: "text/html", drip: true, slow: true, rare: true})
	for _, a := range list {
		a.many, a.rare, a.most = true, true, mostOfMany
		apart := a
		apart.rare = !a.drip // it costs time but no processor
		a.name, apart.name, apart.each = a.name+" (20 people)", a.name+" (in 20 servers)", true
		list = append(list, a, apart)
	}
	return list
}

// exported is a file such as /server-data export writes, with articles given as JSON.
func exported(articles ...string) string {
	var list []string
	for _, a := range articles {
		list = append(list, `{"added":"2026-01-01T00:00:00Z","article":`+a+`}`)
	}
	return `{"lede_export":1,"articles":[` + strings.Join(list, ",") + `]}`
}

// many are n different articles of 160 kB.
func many(n int) (list []string) {
	for i := range n {
		a, _ := json.Marshal(map[string]any{"title": fmt.Sprint("Report ", i), "text": strings.Repeat(fmt.Sprintf("“No,” said Ann Lee of council %d in Hamburg on Monday. ", i), 160_000/55)})
		list = append(list, string(a))
	}
	return list
}

// TestPromiseOneMemberDoesNotStopTheOthers prints the cost of each attack.
func TestPromiseOneMemberDoesNotStopTheOthers(t *testing.T) {
	whole := os.Getenv("LEDE_ATTACK") == "whole"
	if !whole {
		t.Parallel()
	}
	for _, a := range attacks() {
		if a.rare && !whole {
			continue
		}
		t.Run(a.name, func(t *testing.T) {
			if !whole { // each has its own process, and a slow site only waits
				t.Parallel()
			}
			s := openStage(t, a)
			idle := s.memory(t, "VmRSS")
			var calm time.Duration
			if whole { // on a busy machine everybody waits
				over, end := context.WithCancel(t.Context())
				end()
				calm = slices.Max(s.watch(over, t, 2*watchers))
			}
			ctx, cancel := context.WithCancel(t.Context())
			var waits []time.Duration
			var watching sync.WaitGroup
			watching.Go(func() { waits = s.watch(ctx, t, 2) })
			began, times := time.Now(), atOnce
			if a.slow && !whole {
				times = sampled
			}
			told := s.attack(t, a, times)
			took := time.Since(began)
			cancel()
			watching.Wait()
			peak := s.memory(t, "VmHWM")
			if whole {
				time.Sleep(5 * time.Second) // time for memory to be given back
			}
			slices.Sort(waits)
			last := waits[len(waits)-1]
			t.Logf("%-32s %4d MB idle, %4d MB at most, %4d MB afterwards; %5.1f s; another member waits %d ms at most, %d ms as a rule (%d asked), %d ms at most before it",
				a.name, idle>>20, peak>>20, s.memory(t, "VmRSS")>>20, took.Seconds(), last.Milliseconds(), waits[len(waits)/2].Milliseconds(), len(waits), calm.Milliseconds())
			for answer, n := range told {
				t.Logf("    %3d times: %s", n, answer)
			}
			if most := cmp.Or(a.most, mostMemory); peak > most {
				t.Errorf("%d MB were taken, %d are allowed", peak>>20, most>>20)
			}
			if whole && !a.many && last > calm+bearable {
				t.Errorf("another member waited %s, and %s before the attack", last, calm)
			}
		})
	}
}

// stage is the program on a Discord of two servers, and a site.
type stage struct {
	*playground.Server
	process *exec.Cmd
	site    string
	store   string // its file
	pause   time.Duration
}

// watched is the page that the other member asks about.
const watched = `<!doctype html><html><head><title>Bridge opens</title></head><body><article><h1>Bridge opens</h1>` +
	`<p>The bridge over the river was opened on Monday. “At last,” said the mayor, Ann Poole, who had waited for nine years.</p></article></body></html>`

func openStage(t *testing.T, a attack) *stage {
	t.Helper()
	s := &stage{pause: 100 * time.Millisecond, store: filepath.Join(t.TempDir(), "lede.db")}
	w := playground.World{Guilds: []playground.Guild{{Name: "Quiet", Channels: []playground.Channel{{Name: "general"}}}}}
	for i := range attackers {
		w.Guilds = append(w.Guilds, playground.Guild{Name: fmt.Sprint("Attacked ", i), Channels: []playground.Channel{{Name: "general"}}})
	}
	for i := range attackers + watchers {
		w.People = append(w.People, playground.Profile{Name: fmt.Sprint("Person ", i), Admin: true})
	}
	var patient playground.Waits
	if os.Getenv("LEDE_ATTACK") != "whole" { // on a busy machine everybody waits
		patient.Answer = time.Minute
	}
	s.Server = playground.New(playground.Options{Log: slog.New(slog.DiscardHandler), World: &w, Waits: patient})
	if err := s.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/news" {
			_, _ = w.Write([]byte(watched))
			return
		}
		w.Header().Set("Content-Type", a.kind)
		for n := 0; a.drip; n++ {
			_, _ = w.Write([]byte(a.page[n : n+1]))
			_ = http.NewResponseController(w).Flush()
			select {
			case <-r.Context().Done():
				return
			case <-time.After(time.Second):
			}
		}
		_, _ = w.Write([]byte(a.page))
	}))
	s.site = site.URL
	s.process = exec.Command(program.Path(t), "run", "testdata/harbour.txt")
	s.process.Env = []string{
		"LEDE_DISCORD_TOKEN=" + s.Token(), "LEDE_DISCORD_API=" + s.URL() + "/api", "LEDE_HEALTH_ADDR=off", "LEDE_FETCH_ALLOW=127.0.0.1",
		"LEDE_STORE=" + s.store, "HOME=" + t.TempDir(),
	}
	s.process.Env = append(s.process.Env, a.env...)
	if a.file != "" {
		s.process.Env = append(s.process.Env, serveFiles(t, a.file)...)
	}
	if err := s.process.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = s.process.Process.Kill()
		_ = s.process.Wait()
		site.Close()
		s.Close()
	})
	for began := time.Now(); ; time.Sleep(s.pause) {
		if list, err := s.As(s.World().People[0].ID).Commands(s.World().Guilds[0].Channels[0].ID); err == nil && len(list) > 0 {
			return s
		}
		if time.Since(began) > time.Minute {
			t.Fatal("the program is not ready after a minute")
		}
	}
}

// attack lets each attacker act as often as the cooldown allows, and counts what they were told.
func (s *stage) attack(t *testing.T, a attack, times int) map[string]int {
	t.Helper()
	world := s.World()
	people := world.People[:1]
	if a.many {
		people = world.People[:attackers]
	}
	var mu sync.Mutex
	told := map[string]int{}
	var all sync.WaitGroup
	for n, p := range people {
		me, place := s.As(p.ID), 1
		if a.each {
			place += n
		}
		channel := world.Guilds[place].Channels[0].ID
		m, err := me.Say(t.Context(), channel, s.site+"/attack")
		if err != nil {
			t.Fatal(err)
		}
		act := func() (*playground.Interaction, error) { return me.Apply(t.Context(), m.ID, "Brief this") }
		if a.asks != "" {
			if i, err := act(); err == nil {
				_, _ = me.Settle(t.Context(), i)
			}
			act = func() (*playground.Interaction, error) {
				return me.Slash(t.Context(), channel, "ask", map[string]any{"question": a.asks})
			}
		}
		if a.file != "" {
			options := map[string]any{"file": playground.Upload{Filename: "lede.json", Data: []byte("{}")}, "confirm": "import"}
			act = func() (*playground.Interaction, error) {
				return me.Slash(t.Context(), channel, "server-data import", options)
			}
		}
		for range times {
			all.Go(func() {
				i, err := act()
				if err == nil && !i.TimedOut {
					i, err = me.Settle(t.Context(), i)
				}
				answer := "no answer"
				if err != nil {
					answer = err.Error()
				} else if i.Message != nil {
					answer, _, _ = strings.Cut(i.Message.Text(), "\n")
				}
				mu.Lock()
				told[answer[:min(len(answer), 100)]]++
				mu.Unlock()
			})
		}
	}
	all.Wait()
	return told
}

// watch lets members of the other server ask and brief at least this often, until the attack is over, and returns how long each
// answer took.
func (s *stage) watch(ctx context.Context, t *testing.T, least int) (waits []time.Duration) {
	world := s.World()
	channel := world.Guilds[0].Channels[0].ID
	const fresh = 100 // questions only, as an old message leaves the channel
	var m *playground.Message
	for n := 0; n < least || ctx.Err() == nil; n++ {
		if n%fresh == 0 {
			said, err := s.As(world.People[attackers].ID).Say(context.WithoutCancel(ctx), channel, s.site+"/news")
			if err != nil {
				t.Error(err)
				return []time.Duration{0}
			}
			m = said
		}
		began := time.Now()
		me := s.As(world.People[attackers+n/2%watchers].ID) // one asks, and then briefs
		act := func(ctx context.Context) (*playground.Interaction, error) { return me.Apply(ctx, m.ID, "Brief this") }
		want := "Ann Poole"
		if n%2 == 0 {
			act = func(ctx context.Context) (*playground.Interaction, error) {
				return me.Slash(ctx, channel, "headlines", nil)
			}
			want = "harbour"
		}
		free := context.WithoutCancel(ctx)
		i, err := act(free)
		if err == nil && !i.TimedOut {
			i, err = me.Settle(free, i)
		}
		waits = append(waits, time.Since(began))
		if err != nil || i.Message == nil || !strings.Contains(i.Message.Text(), want) {
			t.Errorf("another member is not answered: %+v, %v", i, err)
		}
		time.Sleep(pace / watchers)
	}
	return waits
}

// memory is a line of the process's status, in bytes.
func (s *stage) memory(t *testing.T, name string) int64 {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.process.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(status)) {
		if value, ok := strings.CutPrefix(line, name+":"); ok {
			n, err := strconv.ParseInt(strings.Fields(value)[0], 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			return n << 10
		}
	}
	t.Fatalf("the process has no %s", name)
	return 0
}
