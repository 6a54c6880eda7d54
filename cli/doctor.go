package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"lede/config"

	"github.com/spf13/cobra"
)

const (
	// checkFor bounds one check, and one question to Discord.
	checkFor = 5 * time.Second
	// discordFor bounds the questions to Discord together: four follow each other.
	discordFor = 4*checkFor + time.Second
)

// status is how a check ended.
type status string

const (
	statusOK   status = "ok"
	statusWarn status = "warn" // Lede runs, but not as well as it could, or it is not known whether
	statusFail status = "fail" // Lede would not run, or lose something
	statusSkip status = "skip" // what it needs failed before it
)

// finding is what one check found. Its JSON is a promise: docs/operating.md.
type finding struct {
	Check  string `json:"check"`
	Status status `json:"status"`
	Found  string `json:"found"`
	Fix    string `json:"fix,omitempty"`
}

func good(check, found string, args ...any) finding {
	return finding{check, statusOK, fmt.Sprintf(found, args...), ""}
}

func warning(check, fix, found string, args ...any) finding {
	return finding{check, statusWarn, fmt.Sprintf(found, args...), fix}
}

func failure(check, fix, found string, args ...any) finding {
	return finding{check, statusFail, fmt.Sprintf(found, args...), fix}
}

// skipped are checks that cannot be made for one and the same reason.
func skipped(why string, checks ...string) []finding {
	var list []finding
	for _, check := range checks {
		list = append(list, finding{check, statusSkip, "not checked: " + why, ""})
	}
	return list
}

func doctorVerb(w world) *cobra.Command {
	var format string
	c := &cobra.Command{
		Use:   "doctor [ARTICLE...]",
		Short: "Check the settings, Discord and the store",
		Long: "Check everything that can be wrong before `lede run`, with the same settings and articles: the settings, the\n" +
			"store, the token and what Discord knows of the bot. Each failure is told with its fix. Nothing is changed, no\n" +
			"secret is printed, and a running Lede is not disturbed. The status is 1 when a check failed.",
		RunE: func(c *cobra.Command, args []string) error {
			if format != "text" && format != "json" {
				return fmt.Errorf("--format is %q: write text or json", format)
			}
			return work(func(ctx context.Context, paths []string) error { return w.doctor(ctx, paths, format) })(c, args)
		},
	}
	c.Flags().StringVar(&format, "format", "text", "text or json")
	return c
}

// doctor is one round of checks.
type doctor struct {
	w        world
	c        config.Config
	paths    []string // of articles
	mistakes []string // in the settings, one sentence each
	page     string   // a public page, to try whether pages can be fetched
}

func (w world) doctor(ctx context.Context, paths []string, format string) error {
	c, err := config.Load(w.env)
	d := doctor{w: w, c: c, paths: append(c.Articles, paths...), page: "https://example.com/"}
	if err != nil {
		d.mistakes = strings.Split(err.Error(), "\n")
	}
	done := progress(w.stderr, "lede: looking around …")
	found := d.examine(ctx)
	done()
	if ctx.Err() != nil {
		return errors.New("interrupted")
	}
	if format == "json" {
		err = indented(w.stdout, found)
	} else {
		err = printFindings(w.stdout, found, w.terminal())
	}
	if err != nil {
		return err
	}
	n := 0
	for _, f := range found {
		if f.Status == statusFail {
			n++
		}
	}
	if n > 0 {
		return fmt.Errorf("%d of %d checks failed: do what is said beneath each, and run `lede doctor` again", n, len(found))
	}
	return nil
}

// group is a few checks that follow from each other.
type group struct {
	name   string
	within time.Duration
	do     func(context.Context) []finding
}

// examine makes all checks, at once as far as they do not need each other, and returns what they found in the
// order in which one would mend it.
func (d doctor) examine(ctx context.Context) []finding {
	groups := []group{
		{"settings", checkFor, d.settings},
		{"secrets", checkFor, d.secrets},
		{"articles", checkFor, d.articles},
		{"store", checkFor, d.store},
		{"health", checkFor, d.health},
		{"zones", checkFor, func(context.Context) []finding { return zones(time.LoadLocation) }},
		{"discord", discordFor, d.discord},
		{"web", checkFor, d.web},
	}
	found := make([][]finding, len(groups))
	var all sync.WaitGroup
	for i, g := range groups {
		all.Go(func() { found[i] = g.run(ctx) })
	}
	all.Wait()
	return tidy(slices.Concat(found...))
}

// run makes the checks of a group, and gives up those that do not heed their context.
func (g group) run(ctx context.Context) []finding {
	limited, cancel := context.WithTimeout(ctx, g.within)
	defer cancel()
	done := make(chan []finding, 1)
	go func() { done <- g.do(limited) }()
	// What heeds its context has a moment more, so that it can say itself what took so long.
	late := time.NewTimer(g.within + time.Second/2)
	defer late.Stop()
	select {
	case found := <-done:
		return found
	case <-ctx.Done():
		return nil // the program ends, and prints nothing
	case <-late.C:
		return []finding{failure(g.name, "Look whether a disk, a pipe or a network share that it needs hangs.", "it was not done within %s", g.within)}
	}
}

// mistaken tells whether a setting is among those with a mistake, so that what is built on it need not be tried.
func (d doctor) mistaken(name string) bool {
	return slices.ContainsFunc(d.mistakes, func(m string) bool {
		// A file of settings that cannot be read may have held any of them.
		return strings.HasPrefix(m, "LEDE_CONFIG ") || strings.HasPrefix(m, name+" ") || strings.HasPrefix(m, name+"_FILE ")
	})
}

// split takes one of Lede's sentences, “what and where: what to do”, apart.
func split(sentence string) (found, fix string) {
	at := strings.LastIndex(sentence, ": ")
	if at < 0 {
		return sentence, ""
	}
	return sentence[:at], order(sentence[at+2:])
}

// order makes a sentence of its own of what stood behind a colon.
func order(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:] + "."
}
