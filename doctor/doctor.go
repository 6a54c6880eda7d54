// Package doctor finds what is configured wrongly before Lede runs: in the settings, the articles, the store, the token and what
// Discord knows of the bot. Each problem comes with its fix.
//
// It refuses to change anything, to print, and to show a secret. It does not disturb a running Lede.
package doctor

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"lede/briefing"
	"lede/config"
	"lede/problem"
)

// Options says what is examined, and holds the parts of the program that the examination uses.
type Options struct {
	Environ  []string // settings, as os.Environ returns them
	Articles []string // paths and addresses, in addition to those in the settings
	// Read reads an article as `lede run` would.
	Read func(ctx context.Context, path string) (*briefing.Article, error)
	// Health asks for the health check at an address. The status is 0 if there is no answer.
	Health  func(ctx context.Context, addr string) (status int, body string)
	Version string
	Page    string        // a public page, to test whether pages can be fetched; "" for example.com
	Within  time.Duration // limit of one check, and of one question to Discord; 0 for 5 s
}

const (
	defaultPage   = "https://example.com/"
	defaultWithin = 5 * time.Second
)

// Examine makes all checks, concurrently where they are independent, and returns the findings in the order
// in which to fix them. If ctx ends first, the result is of no use.
func Examine(ctx context.Context, o Options) []Finding {
	return tidy(newExamination(o).all(ctx))
}

// examination is one round of checks.
type examination struct {
	Options
	c        config.Config
	mistakes []error // in the settings
}

func newExamination(o Options) examination {
	o.Page = cmp.Or(o.Page, defaultPage)
	o.Within = cmp.Or(o.Within, defaultWithin)
	c, err := config.Load(o.Environ)
	o.Articles = slices.Concat(c.Articles, o.Articles)
	return examination{Options: o, c: c, mistakes: joined(err)}
}

// joined returns the errors that errors.Join put together.
func joined(err error) []error {
	var list interface{ Unwrap() []error }
	if errors.As(err, &list) {
		return list.Unwrap()
	}
	if err != nil {
		return []error{err}
	}
	return nil
}

// group is a sequence of dependent checks.
type group struct {
	name   string
	within time.Duration
	do     func(context.Context) []Finding
}

func (x examination) all(ctx context.Context) []Finding {
	groups := []group{
		{"settings", x.Within, x.settings},
		{"secrets", x.Within, x.secrets},
		{"articles", x.Within, x.articles},
		{"store", x.Within, x.store},
		{"health", x.Within, x.health},
		{"zones", x.Within, func(context.Context) []Finding { return zones(time.LoadLocation) }},
		{"discord", 4*x.Within + x.Within/5, x.discord}, // four questions in sequence
		{"web", x.Within, x.web},
		{"sources", 4 * x.Within, x.sources}, // a site may be slow, and have several
	}
	found := make([][]Finding, len(groups))
	var all sync.WaitGroup
	for i, g := range groups {
		all.Go(func() { found[i] = g.run(ctx) })
	}
	all.Wait()
	return slices.Concat(found...)
}

// run makes the checks of a group, and gives up on those that ignore their context.
func (g group) run(ctx context.Context) []Finding {
	limited, cancel := context.WithTimeout(ctx, g.within)
	defer cancel()
	done := make(chan []Finding, 1)
	go func() { done <- g.do(limited) }()
	// A check that heeds its context gets a moment more, to say what took so long.
	late := time.NewTimer(g.within + g.within/10)
	defer late.Stop()
	select {
	case found := <-done:
		return found
	case <-ctx.Done():
		return nil
	case <-late.C:
		return []Finding{failure(g.name, problem.New("doctor.slow", "within", g.within))}
	}
}

// mistaken reports whether a setting has a mistake, so that what depends on it need not be tried.
func (x examination) mistaken(name string) bool {
	return slices.ContainsFunc(x.mistakes, func(err error) bool {
		var p *problem.Problem
		if !errors.As(err, &p) {
			return false
		}
		setting := p.Args["setting"]
		// An unreadable settings file may have held any of them.
		return setting == "LEDE_CONFIG" || setting == name || setting == name+"_FILE"
	})
}
