package cli

import (
	"context"
	"fmt"
	"log/slog"
	"os/signal"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"syscall"
	"time"

	"lede/config"
	"lede/desk"
	"lede/doctor"
	"lede/problem"
	"lede/service"
	"lede/source"
	"lede/store"
	"lede/store/boltkv"
	"lede/store/rediskv"

	"github.com/spf13/cobra"
)

func runVerb(w world) *cobra.Command {
	return &cobra.Command{
		Use:   "run [ARTICLE...]",
		Short: "Run the bot on Discord",
		Long: "Run the bot on Discord. Articles given here or in LEDE_ARTICLES can be read on every server; admins add\n" +
			"their own with /article add. Settings come from the environment, or from the file that LEDE_CONFIG names:\n\n" + settingsHelp(),
		RunE: work(func(ctx context.Context, args []string) error { return w.run(ctx, args) }),
	}
}

// settingsHelp lists the settings for --help.
func settingsHelp() string {
	var b strings.Builder
	for _, s := range config.Settings() {
		fmt.Fprintf(&b, "  %-24s %s", s.Name, s.Help)
		if s.Default != "" {
			fmt.Fprintf(&b, " Default: %s.", s.Default)
		}
		if s.Secret {
			fmt.Fprintf(&b, " Or %s_FILE.", s.Name)
		}
		b.WriteByte('\n')
	}
	return strings.TrimRight(b.String(), "\n")
}

// restMemory is what everything but reading may take, in bytes, before garbage is collected more often.
const restMemory = 160 << 20

func (w world) run(ctx context.Context, paths []string) error {
	c, err := config.Load(w.env)
	if err != nil {
		return err
	}
	if !c.DiscordToken.IsSet() {
		return problem.New("cli.no-token")
	}
	w.tune(c.Memory)
	signal.Ignore(syscall.SIGPIPE) // whoever reads the log may go: without this, the next line of it would end the program
	articles, err := w.shared(ctx, append(c.Articles, paths...))
	if err != nil {
		return err
	}
	kv, err := openStore(ctx, c)
	if err != nil {
		return err
	}
	defer kv.Close()
	log := w.logger(c)
	if err := adopt(ctx, kv, storeName(c), log); err != nil {
		return err
	}
	if file, ok := kv.(*boltkv.KV); ok {
		defer w.times.serveBackups(c.Store, file, log)()
	}
	lede, err := service.New(service.Options{
		Settings: c, Store: kv, Articles: articles, Log: log,
		Web: &source.Web{Allow: c.FetchAllow, Version: Version, Contact: c.Contact}, Build: build(), Times: w.times.Times, TrueTime: true,
	})
	if err != nil {
		return err
	}
	log.Info("starting", "version", Version, "articles", len(articles), "store", storeName(c), "health", c.HealthAddr)
	tellOfNewStore(ctx, log, kv, c)
	warnOfFiles(log)
	if kv, ok := kv.(*rediskv.KV); ok {
		warnOfRedis(ctx, log, kv, c.RedisURL.Reveal())
	}
	stopHealth, err := w.times.ServeHealth(c.HealthAddr, lede, log)
	if err != nil {
		return err
	}
	defer stopHealth()
	var notifying sync.WaitGroup
	told, over := context.WithCancel(ctx)
	notifying.Go(func() { lede.Notify(told, w.value) })
	defer notifying.Wait()
	defer over()
	return loggingEnd(ctx, log, lede.Run)
}

// leastProcs is the minimum of GOMAXPROCS. With 1, as on a single core, Go lets a long computation run for ten milliseconds
// before each step of every other goroutine; the operating system shares a core far sooner.
const leastProcs = 2

// tune configures Go's runtime, unless the operator has done so.
func (w world) tune(memory int64) {
	if w.value("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memory + restMemory)
	}
	if w.value("GOMAXPROCS") == "" && runtime.GOMAXPROCS(0) < leastProcs {
		runtime.GOMAXPROCS(leastProcs)
	}
}

// loggingEnd logs why something that runs is asked to stop, and how it stopped.
func loggingEnd(ctx context.Context, log *slog.Logger, run func(context.Context) error) error {
	asked := make(chan time.Time, 1)
	stop := context.AfterFunc(ctx, func() {
		now := time.Now()
		log.Info("stopping: nothing new is accepted, and what is under way is finished", "why", context.Cause(ctx).Error())
		asked <- now
	})
	err := run(ctx)
	wasAsked := !stop()
	switch {
	case err != nil:
		log.Error("stopped", "err", words.Line(err))
	case wasAsked:
		log.Info("stopped: all that was under way is finished or kept for the next start", "took", time.Since(<-asked).Round(time.Millisecond).String())
	}
	return err
}

func openStore(ctx context.Context, c config.Config) (store.KV, error) {
	if c.RedisURL.IsSet() {
		kv, err := rediskv.Open(ctx, c.RedisURL.Reveal(), rediskv.Options{Prefix: c.RedisPrefix})
		if err != nil {
			return nil, err
		}
		return kv, nil
	}
	return boltkv.Open(c.Store, nil)
}

// warnOfRedis logs, once, what could make Redis lose data, in the words of `lede doctor`.
func warnOfRedis(ctx context.Context, log *slog.Logger, kv *rediskv.KV, url string) {
	for _, f := range doctor.Redis(ctx, kv, url) {
		if f.Status == doctor.Warn || f.Status == doctor.Fail {
			log.Warn("the store is not set as it should be", "check", f.Check, "found", f.Found, "fix", f.Fix)
		}
	}
}

// tellOfNewStore logs that a store was used by no bot before. A wrong path or an unmounted disk looks like that, and so does a first start.
func tellOfNewStore(ctx context.Context, log *slog.Logger, kv store.KV, c config.Config) {
	if of, err := desk.ApplicationOf(ctx, kv); err != nil || of != "" {
		return
	}
	name := storeName(c) + " " + c.RedisPrefix
	if whole, err := filepath.Abs(c.Store); err == nil && !c.RedisURL.IsSet() {
		name = whole
	}
	log.Info("no bot has used this store so far: if your servers have digests, it is not the one that they are in", "store", name)
}

// enoughFiles is the number of open files needed to answer many people at once while pages are fetched. Every system allows
// as many by default.
const enoughFiles = 1024

func warnOfFiles(log *slog.Logger) {
	if n, known := mostFiles(); known && n < enoughFiles {
		log.Warn("few files may be open at once, connections among them: answers are lost when many people ask", "limit", n, "enough", enoughFiles,
			"fix", "raise the limit: ulimit -n, or LimitNOFILE= of systemd")
	}
}

func storeName(c config.Config) string {
	if c.RedisURL.IsSet() {
		return "redis"
	}
	return c.Store
}

func (w world) logger(c config.Config) *slog.Logger {
	o := &slog.HandlerOptions{Level: c.LogLevel}
	if c.LogJSON {
		return slog.New(slog.NewJSONHandler(w.stderr, o))
	}
	return slog.New(slog.NewTextHandler(w.stderr, o))
}
