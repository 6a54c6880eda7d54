package bot_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"lede/bot"
	"lede/cards"
	"lede/commands/command"
	"lede/store/kvtest"

	"github.com/bwmarrin/discordgo"
)

// manyInteractions is how many interactions BenchmarkKept counts over: LEDE_BENCH_INTERACTIONS, or a hundred thousand.
func manyInteractions(b *testing.B) int {
	b.Helper()
	n, err := strconv.Atoi(os.Getenv("LEDE_BENCH_INTERACTIONS"))
	if err != nil {
		return 100_000
	}
	return n
}

func trusting(b *testing.B, certificate []byte) *tls.Config {
	b.Helper()
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(certificate) {
		b.Fatal("Discord's certificate cannot be read")
	}
	return &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}
}

// newsCard is what both bots answer: five paragraphs and three buttons, about 2 kB of JSON. Both build it for every answer.
func newsCard() []discordgo.MessageComponent {
	parts := []discordgo.MessageComponent{discordgo.TextDisplay{Content: "## Council votes for a second bridge"}}
	for i := range 5 {
		parts = append(parts, discordgo.TextDisplay{Content: fmt.Sprintf("%d. ", i+1) + strings.Repeat("The council heard the engineers, and then the shopkeepers of the old quay. ", 4)})
	}
	row := discordgo.ActionsRow{Components: []discordgo.MessageComponent{
		discordgo.Button{Label: "People", Style: discordgo.SecondaryButton, CustomID: "people:a1"},
		discordgo.Button{Label: "Quotes", Style: discordgo.SecondaryButton, CustomID: "quotes:a1"},
		discordgo.Button{Label: "Timeline", Style: discordgo.SecondaryButton, CustomID: "timeline:a1"},
	}}
	return []discordgo.MessageComponent{discordgo.Container{Components: parts}, row}
}

// contender is a connected bot.
type contender struct{ name, token string }

// startLede runs our bot as the program does, including its log.
func startLede(b *testing.B, d *discordProcess) contender {
	b.Helper()
	log, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = log.Close() })
	summary := aCommand("summary", command.Public, func(context.Context, command.Input) (command.Reply, error) {
		return command.Reply{Card: cards.Card{Components: newsCard()}}, nil
	})
	lede, err := bot.New(bot.Options{
		Token: "lede", API: d.API, Commands: []command.Command{summary}, Log: slog.New(slog.NewTextHandler(log, nil)),
		Client: &http.Client{Transport: bot.Transport(d.tls)}, Cooldown: time.Second,
	})
	if err != nil {
		b.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.WithoutCancel(b.Context()))
	ended := make(chan error, 1)
	go func() { ended <- lede.Run(ctx) }()
	b.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			b.Error(err)
		}
	})
	<-lede.Ready()
	return contender{"lede", "lede"}
}

// startBare runs a minimal bot: discordgo as its examples use it.
func startBare(b *testing.B, d *discordProcess) contender {
	b.Helper()
	api, gateway := discordgo.EndpointAPI, discordgo.EndpointGateway
	b.Cleanup(func() { discordgo.EndpointAPI, discordgo.EndpointGateway = api, gateway })
	discordgo.EndpointAPI, discordgo.EndpointGateway = d.API+"/v10/", d.API+"/v10/gateway"
	s, err := discordgo.New("Bot bare")
	if err != nil {
		b.Fatal(err)
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.TLSClientConfig = d.tls
	s.Client.Transport = transport
	s.AddHandler(func(s *discordgo.Session, i *discordgo.InteractionCreate) {
		if i.ApplicationCommandData().Name != "summary" {
			return
		}
		if err := s.InteractionRespond(i.Interaction, &discordgo.InteractionResponse{
			Type: discordgo.InteractionResponseChannelMessageWithSource,
			Data: &discordgo.InteractionResponseData{Components: newsCard(), Flags: discordgo.MessageFlagsIsComponentsV2},
		}); err != nil {
			b.Error(err)
		}
	})
	if err := s.Open(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	return contender{"bare", "bare"}
}

// rounds lets both bots take turns, so that a busy machine slows both alike, and returns the median of each.
func rounds(n int, both []contender, measure func(contender) float64) (lede, bare float64) {
	all := map[string][]float64{}
	for range n {
		for _, c := range both {
			all[c.name] = append(all[c.name], measure(c))
		}
	}
	return median(all["lede"]), median(all["bare"])
}

func median(of []float64) float64 {
	slices.Sort(of)
	return of[len(of)/2]
}

func startBoth(b *testing.B) (*discordProcess, []contender) {
	b.Helper()
	d := startDiscord(b)
	both := []contender{startLede(b, d), startBare(b, d)}
	for _, c := range both {
		d.put(b, load{Token: c.token, Event: "question", N: 2000, InFlight: 64}) // until they are warm
	}
	return d, both
}

// oneCore keeps the bots on one core and leaves the other to Discord.
func oneCore(b *testing.B) {
	b.Helper()
	before := runtime.GOMAXPROCS(1)
	b.Cleanup(func() { runtime.GOMAXPROCS(before) })
}

// BenchmarkThroughput measures the processor time of one answered interaction, from the bytes of the event to the answer at
// Discord, beside a minimal discordgo bot that gives the same answer.
func BenchmarkThroughput(b *testing.B) {
	oneCore(b)
	d, both := startBoth(b)
	const each = 2500
	for b.Loop() {
		lede, bare := rounds(7, both, func(c contender) float64 {
			return processorTime(b, func() { d.put(b, load{Token: c.token, Event: "question", N: each, InFlight: 64}) }) / each
		})
		report(b, lede, bare, time.Microsecond, "cpu-µs")
		b.ReportMetric(bare/lede, "per-core/bare")
		b.ReportMetric(float64(time.Second)/lede, "answers/core-s")
	}
}

// BenchmarkIngest measures the processor time of reading an interaction that is not answered.
func BenchmarkIngest(b *testing.B) {
	oneCore(b)
	d, both := startBoth(b)
	const each = 4000
	for b.Loop() {
		lede, bare := rounds(7, both, func(c contender) float64 {
			return processorTime(b, func() { d.put(b, load{Token: c.token, Event: "again", N: each, Unanswered: true}) }) / each
		})
		report(b, lede, bare, time.Microsecond, "cpu-µs")
		b.ReportMetric(bare/lede, "per-core/bare")
	}
}

// BenchmarkAcknowledgement measures the time to an answer when 500 people ask every second, whether or not earlier ones have
// been answered.
func BenchmarkAcknowledgement(b *testing.B) {
	d, both := startBoth(b)
	var worst time.Duration
	for b.Loop() {
		var p50 []float64
		lede, bare := rounds(7, both, func(c contender) float64 {
			t := d.put(b, load{Token: c.token, Event: "question", N: 2000, PerSecond: 500})
			if c.name == "lede" {
				p50, worst = append(p50, float64(t.P50)), max(worst, t.Max)
			}
			return float64(t.P99)
		})
		report(b, lede, bare, time.Millisecond, "p99-ms")
		b.ReportMetric(lede/bare, "p99/bare")
		b.ReportMetric(median(p50)/1e6, "lede-p50-ms")
		b.ReportMetric(worst.Seconds()*1000, "lede-max-ms")
	}
}

// BenchmarkKept measures the heap still held per interaction once all have been answered.
func BenchmarkKept(b *testing.B) {
	n := manyInteractions(b)
	for _, start := range []func(*testing.B, *discordProcess) contender{startLede, startBare} {
		d := startDiscord(b)
		c := start(b, d)
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				// fill everything that is bounded first: connections, the last ids, the last ten thousand people
				d.put(b, load{Token: c.token, Event: "question", N: 30_000, InFlight: 64})
				heap, routines := held()
				d.put(b, load{Token: c.token, Event: "question", N: n, InFlight: 64})
				after, still := held()
				b.ReportMetric(float64(after-heap)/float64(n), "B/interaction")
				b.ReportMetric(float64(still-routines), "goroutines-more")
			}
		})
	}
}

// BenchmarkGuilds measures the heap of a thousand guilds of 20 kB.
func BenchmarkGuilds(b *testing.B) {
	const n = 2000
	for _, start := range []func(*testing.B, *discordProcess) contender{startLede, startBare} {
		d := startDiscord(b)
		c := start(b, d)
		b.Run(c.name, func(b *testing.B) {
			d.put(b, load{Token: c.token, Event: "question", N: 2000, InFlight: 64})
			for b.Loop() {
				heap, _ := held()
				used := processorTime(b, func() { d.put(b, load{Token: c.token, Event: "guild", N: n, Unanswered: true}) })
				after, _ := held()
				b.ReportMetric(float64(after-heap)/n/1000, "MB/1000-guilds")
				b.ReportMetric(used/n/1000, "cpu-µs/guild")
			}
		})
	}
}

// BenchmarkProgram measures the program itself, stripped and run as on a server: its size, its memory when idle, and the time
// from the gateway's welcome to the first answer.
func BenchmarkProgram(b *testing.B) {
	bin := filepath.Join(b.TempDir(), "lede")
	build := exec.CommandContext(b.Context(), "go", "build", "-trimpath", "-ldflags=-s -w", "-o", bin, "lede")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	size, err := os.Stat(bin)
	if err != nil {
		b.Fatal(err)
	}
	d := startDiscord(b)
	for b.Loop() {
		var first, idle []float64
		for i := range 5 {
			ms, kb := runOnce(b, d, bin, fmt.Sprintf("program%d", i))
			first, idle = append(first, ms), append(idle, kb)
		}
		b.ReportMetric(median(first), "ms-to-first-answer")
		b.ReportMetric(slices.Max(idle)/1000, "MB-idle")
		b.ReportMetric(float64(size.Size())/1e6, "MB-binary")
	}
}

// runOnce starts the program, asks it at once, and then leaves it alone for a while.
func runOnce(b *testing.B, d *discordProcess, bin, token string) (firstAnswer, idle float64) {
	b.Helper()
	cmd := exec.CommandContext(b.Context(), bin, "run", "../cli/sample/peace-calls.txt")
	cmd.Env = []string{
		"LEDE_DISCORD_TOKEN=" + token, "LEDE_DISCORD_API=" + d.API, "LEDE_HEALTH_ADDR=off", "SSL_CERT_FILE=" + d.trust,
		"LEDE_STORE=" + filepath.Join(b.TempDir(), token+".db"), "HOME=" + b.TempDir(),
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	defer func() {
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait()
	}()
	took := d.put(b, load{Token: token, Event: "question", N: 1})
	time.Sleep(3 * time.Second)
	return took.Max.Seconds() * 1000, resident(b, cmd.Process.Pid)
}

// resident is the resident memory of a process, in kB.
func resident(b *testing.B, pid int) float64 {
	b.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		b.Skipf("SKIPPED: the memory of a process cannot be read here: %v", err)
	}
	for line := range strings.SplitSeq(string(status), "\n") {
		var kb float64
		if n, _ := fmt.Sscanf(line, "VmRSS: %f kB", &kb); n == 1 {
			return kb * 1.024
		}
	}
	b.Fatalf("no VmRSS in %s", status)
	return 0
}

// report prints the medians of both in a unit.
func report(b *testing.B, lede, bare float64, unit time.Duration, name string) {
	b.Helper()
	b.ReportMetric(lede/float64(unit), "lede-"+name)
	b.ReportMetric(bare/float64(unit), "bare-"+name)
}

// processorTime is the processor time that do takes in this process, in nanoseconds. Discord is another process.
func processorTime(b *testing.B, do func()) float64 {
	b.Helper()
	before := kvtest.ProcessorTime(b)
	do()
	return float64(kvtest.ProcessorTime(b) - before)
}

// held is the heap in use and the number of goroutines once things are quiet.
func held() (heap int64, goroutines int) {
	time.Sleep(300 * time.Millisecond)
	runtime.GC()
	runtime.GC() // pools are emptied by the second collection
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc), runtime.NumGoroutine()
}
