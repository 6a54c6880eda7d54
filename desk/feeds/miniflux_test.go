package feeds_test

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"lede/desk/feeds"
	"lede/source"
	"lede/store/boltkv"
	"lede/store/kvtest"
)

// BenchmarkBesideMiniflux is how many feeds Lede refreshes in a second of the processor, its file counted, by as many as miniflux does with its
// database counted: a thousand feeds of twenty items, one of them new, from a server of its own. It wants LEDE_MINIFLUX, the program
// (go install miniflux.app/v2@latest), and LEDE_MINIFLUX_DATABASE, the address of an empty PostgreSQL database with the extension hstore on this
// machine, where nobody else uses PostgreSQL.
func BenchmarkBesideMiniflux(b *testing.B) {
	program, database := os.Getenv("LEDE_MINIFLUX"), os.Getenv("LEDE_MINIFLUX_DATABASE")
	if program == "" || database == "" {
		b.Skip("LEDE_MINIFLUX and LEDE_MINIFLUX_DATABASE are not set: not measured beside miniflux")
	}
	m := &miniflux{b: b, program: program, database: database}
	paper := startPress(b)
	m.prepare(paper)
	clock := start
	kv, err := boltkv.Open(filepath.Join(b.TempDir(), "lede.db"), func() time.Time { return clock })
	if err != nil {
		b.Fatal(err)
	}
	defer kv.Close()
	web := &source.Web{Local: func(string) (string, bool) { return paper, true }}
	f := feeds.New(feeds.Options{Store: kv, Web: web, Gap: time.Nanosecond})
	for n := range papers {
		if _, err := f.Follow(b.Context(), fmt.Sprintf("http://p%d.example/%d", n, n), feeds.Follower{Guild: "g"}); err != nil {
			b.Fatal(err)
		}
	}
	refresh := func() int64 {
		began := int64(kvtest.ProcessorTime(b))
		for {
			claims, err := kv.Claim(b.Context(), 64, time.Minute)
			if err != nil {
				b.Fatal(err)
			}
			if len(claims) == 0 {
				return int64(kvtest.ProcessorTime(b)) - began
			}
			for _, c := range claims {
				if err := f.Visit(b.Context(), c); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
	refresh()
	m.refresh()
	m.itself, m.postgres = 0, 0
	var ours, theirs int64
	for b.Loop() {
		if _, err := http.Get("http://" + paper + "/print"); err != nil {
			b.Fatal(err)
		}
		clock = clock.Add(25 * time.Hour)
		theirs += m.refresh()
		ours += refresh()
	}
	st, err := f.State(b.Context(), feeds.ID("http://p7.example/7"))
	if err != nil || st.Newest-start.Unix() < inAFeed+1 || m.entries() < papers*(inAFeed+1) {
		b.Fatalf("not all was read: %+v, %v, %d entries", st, err, m.entries())
	}
	b.ReportMetric(float64(theirs)/float64(ours), "feeds-a-second/miniflux")
	b.ReportMetric(float64(ours)/float64(b.N*papers)/1000, "µs-lede")
	b.ReportMetric(float64(m.itself)/float64(b.N*papers)/1000, "µs-miniflux")
	b.ReportMetric(float64(m.postgres)/float64(b.N*papers)/1000, "µs-postgres")
}

// miniflux is one that runs for a refresh at a time.
type miniflux struct {
	b                 *testing.B
	program, database string
	itself, postgres  int64 // processor's time
}

func (m *miniflux) run(args ...string) *exec.Cmd {
	cmd := exec.Command(m.program, args...)
	cmd.Env = append(os.Environ(), "DATABASE_URL="+m.database, "BATCH_SIZE=100000", "FETCHER_ALLOW_PRIVATE_NETWORKS=1", "POLLING_PARSING_ERROR_LIMIT=0", "LOG_LEVEL=error")
	if out, err := cmd.CombinedOutput(); err != nil {
		m.b.Fatalf("%v: %v\n%s", args, err, out)
	}
	return cmd
}

func (m *miniflux) query(sql string) string {
	out, err := exec.Command("psql", "-X", "-q", "-t", "-A", "-d", m.database, "-c", sql).CombinedOutput()
	if err != nil {
		m.b.Fatalf("%s: %v\n%s", sql, err, out)
	}
	return strings.TrimSpace(string(out))
}

// prepare has somebody follow all papers.
func (m *miniflux) prepare(paper string) {
	m.run("-migrate")
	m.query(`truncate users, entries, feeds, categories cascade; insert into users (id, username, password) values (1, 'reader', 'x'); insert into categories (id, user_id, title) values (1, 1, 'all');
		insert into feeds (user_id, category_id, title, feed_url, site_url, next_check_at) select 1, 1, 'p'||n, 'http://` + paper + `/'||n, 'http://` + paper + `/', now() from generate_series(0, ` + strconv.Itoa(papers-1) + `) n`)
}

func (m *miniflux) entries() int {
	n, _ := strconv.Atoi(m.query("select count(*) from entries"))
	return n
}

// refresh asks for all feeds, and returns the processor's time that miniflux and PostgreSQL take for it.
func (m *miniflux) refresh() int64 {
	m.query("update feeds set next_check_at = now() - interval '1 hour'")
	before := postgresTime()
	cmd := m.run("-refresh-feeds")
	time.Sleep(200 * time.Millisecond) // until its connections are closed
	itself, postgres := (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Nanoseconds(), postgresTime()-before
	m.itself, m.postgres = m.itself+itself, m.postgres+postgres
	return itself + postgres
}

// postgresTime is what all processes of PostgreSQL have used of the processor, those that ended too.
func postgresTime() (total int64) {
	list, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, path := range list {
		stat, err := os.ReadFile(path)
		_, after, ok := strings.Cut(string(stat), "(postgres) ")
		if err != nil || !ok {
			continue
		}
		for _, field := range strings.Fields(after)[11:15] { // its own, and that of its children which have ended
			ticks, _ := strconv.ParseInt(field, 10, 64)
			total += ticks * int64(time.Second/100)
		}
	}
	return total
}

const pressIn = "LEDE_FEEDS_PRESS"

// startPress serves the papers of an archive from a process of its own, and returns where.
func startPress(b *testing.B) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	where := l.Addr().String()
	_ = l.Close()
	cmd := exec.Command(os.Args[0], "-test.run", "TestPressOfABenchmark")
	cmd.Env = append(os.Environ(), pressIn+"="+where)
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	for range 100 {
		if c, err := net.Dial("tcp", where); err == nil {
			_ = c.Close()
			return where
		}
		time.Sleep(50 * time.Millisecond)
	}
	b.Fatal("the papers are not served")
	return ""
}

// TestPressOfABenchmark is the process that serves the papers.
func TestPressOfABenchmark(t *testing.T) {
	where := os.Getenv(pressIn)
	if where == "" {
		t.Skip("only a benchmark starts it")
	}
	a := &archive{hour: inAFeed, changed: true, bodies: map[int][]byte{}}
	a.print()
	server := &http.Server{
		Addr: where, ReadHeaderTimeout: time.Minute, ReadTimeout: time.Minute, WriteTimeout: time.Minute, IdleTimeout: time.Minute, MaxHeaderBytes: 1 << 16,
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/print" {
				a.print()
				return
			}
			n, _ := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/"))
			w.Header().Set("Content-Type", "application/rss+xml")
			w.Header().Set("ETag", fmt.Sprintf(`"%d"`, a.hour))
			_, _ = w.Write(a.bodies[n])
		}),
	}
	_ = server.ListenAndServe()
}
