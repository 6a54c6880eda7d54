package desk

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"runtime"
	"time"

	"lede/briefing"
	"lede/desk/limiter"
	"lede/problem"
)

const (
	// defaultMemory is how much memory reading takes at a time, in bytes: what a host with 512 MB can spare.
	defaultMemory = 192 << 20
	// fetchMemory bounds what is being fetched, in bytes, and pagesMemory files, and pages larger than a megabyte. They are separate
	// from the bound on work: waiting for a slow site takes no time of ours. Each holds up only those that wait for the same one.
	fetchMemory = 40 << 20
	pagesMemory = 32 << 20
	// mostOfSite is how much memory reading something of a site may take that nobody waits for, in bytes: the longest feed takes as much.
	mostOfSite = 128 << 20
	// moreWithin is how long a site is kept waiting while it sends a large page, and how long what was sent to a visit waits to be read.
	moreWithin = 10 * time.Second

	// personWork and serverWork are for how long a person and a server may be worked for at once: hundreds of ordinary articles.
	personWork = 10 * time.Second
	serverWork = 30 * time.Second

	// How many bytes it takes, per byte, to find an answer in a text, to open a stored article, to read a file, and a list of feeds.
	studyCost    = 48
	keptCost     = 3
	transferCost = 5
	outlinesCost = 20

	// MaxAttached is how large an attached article may be, in bytes: the length of a book.
	MaxAttached = 512 << 10
	// maxPage is how much of a page is read at most, in bytes, and ordinaryPage how much before it has to wait for room.
	maxPage      = 8 << 20
	ordinaryPage = 1 << 20
)

// openGates makes the gates through which everything goes that a member could make large.
func (d *Desk) openGates(o Options) {
	d.work = limiter.New(cmp.Or(o.Memory, defaultMemory), time.Now)
	d.work.Person, d.work.Server = personWork, serverWork
	d.work.Large = max(1, runtime.GOMAXPROCS(0)-1) // which leaves a processor to everybody else
	d.fetching = limiter.New(fetchMemory, time.Now)
	d.pages, d.visits = limiter.New(pagesMemory, time.Now), limiter.New(pagesMemory, time.Now)
	d.making = limiter.New(1<<20, time.Now) // of which each digest takes next to nothing: only the turns count
	d.work.GiveWay, d.fetching.GiveWay, d.pages.GiveWay, d.making.GiveWay = o.GiveWay, o.GiveWay, o.GiveWay, o.GiveWay
}

// with adds to what is known about a text for whom it is read: when it is their turn, and until they are gone.
func (d *Desk) with(ctx context.Context, r Reader, o briefing.Options) briefing.Options {
	o.Room = func(need int64, work func() error) error { return d.work.Do(ctx, r, need, work) }
	o.More = func() (leave func(), err error) { return soon(ctx, d.pages, r, maxPage) }
	o.Stop = func() bool { return ctx.Err() != nil }
	return o
}

// soon enters a gate, unless its reader would have to wait for long.
func soon(ctx context.Context, gate *limiter.Limiter, r Reader, need int64) (leave func(), err error) {
	waiting, cancel := context.WithTimeout(ctx, moreWithin)
	defer cancel()
	if leave, err = gate.Enter(waiting, r, need); err != nil && waiting.Err() != nil && ctx.Err() == nil {
		err = problem.New("bot.busy")
	}
	return leave, err
}

// ForSite adds to what is known about a text that a site has sent without being asked by a person: it is read among what people wait
// for, with the site in the place of a person. What the smallest rooms are too small for takes all that one may.
func (d *Desk) ForSite(ctx context.Context, site string, o briefing.Options) briefing.Options {
	r := Reader{Person: "site " + site}
	o.Room = func(need int64, work func() error) error {
		if need > mostOfSite {
			return ErrTooMuch
		}
		leave, err := soon(ctx, d.work, r, min(need, d.work.Most()))
		if err != nil {
			return err
		}
		defer leave()
		return work()
	}
	o.More = func() (leave func(), err error) { return soon(ctx, d.visits, r, maxPage) }
	o.Stop = func() bool { return ctx.Err() != nil }
	return o
}

// InTurn makes the digests of a server, and their corrections, one after the other: its admins may have set 25 for one minute, on articles that take long to read,
// and all at once they would take the time of everybody else's, and each be given up half made.
func (d *Desk) InTurn(ctx context.Context, guild string, work func() error) error {
	return d.making.Do(ctx, Reader{Person: guild}, 1, work)
}

// Structure works out the structure of a text, for Add or Brief.
func (d *Desk) Structure(ctx context.Context, r Reader, text string, o briefing.Options) (*briefing.Article, error) {
	return briefing.Parse(text, d.with(ctx, r, o))
}

// Study does work that takes time and memory in proportion to an article, such as finding an answer in it.
func (d *Desk) Study(ctx context.Context, r Reader, a *briefing.Article, study func()) error {
	return d.work.Do(ctx, r, studyCost*int64(len(a.Text)), func() error {
		study()
		return nil
	})
}

// Fetch structures an attachment, for Add. Its error is a sentence for the person who attached it.
func (d *Desk) Fetch(ctx context.Context, r Reader, url, name string, o briefing.Options) (a *briefing.Article, err error) {
	err = d.fetching.Do(ctx, r, MaxAttached, func() error {
		a, err = d.attached.Article(ctx, url, name, d.with(ctx, r, o))
		return err
	})
	return a, err
}

// FetchPage structures the page at an address, for Add. Its error is a sentence for the person who gave it.
func (d *Desk) FetchPage(ctx context.Context, r Reader, address string, o briefing.Options) (a *briefing.Article, err error) {
	err = d.fetching.Do(ctx, r, ordinaryPage, func() error {
		a, err = d.web.Article(ctx, address, d.with(ctx, r, o))
		return err
	})
	if err != nil {
		return nil, err
	}
	nameByAddress(a)
	return d.pictured(a), nil
}

// nameByAddress names an article after its page's address if its id is only the hash of its text: then it is the same article after the
// page has changed.
func nameByAddress(a *briefing.Article) {
	hash := func(s string) string {
		sum := sha256.Sum256([]byte(s))
		return hex.EncodeToString(sum[:])
	}
	if a.URL != "" && a.ID == hash(a.Text) {
		a.ID = hash(a.URL)
	}
}

// FetchFile fetches an attachment unchanged and calls read on it, such as ReadTransfer. It keeps its room until the file was read,
// since files waiting for their turn could take any amount. Its own errors are problems for the person who attached it.
func (d *Desk) FetchFile(ctx context.Context, r Reader, url, name string, read func(file []byte) error) error {
	return d.pages.Do(ctx, r, MaxTransfer, func() error {
		file, err := d.file(ctx, url, name)
		if err != nil {
			return err
		}
		return read(file)
	})
}

// ReadTransfer reads a file that Export wrote and that an admin may have edited. It is strict, so that no misspelt field is silently
// lost. Its error is a problem whose argument "path", if it has one, is the place in the file, such as digests[2].timetable. It
// waits for its reader's turn.
func (d *Desk) ReadTransfer(ctx context.Context, r Reader, file []byte) (t *Transfer, err error) {
	err = d.work.Do(ctx, r, transferCost*int64(len(file)), func() error {
		t, err = decodeTransfer(file)
		return err
	})
	if err != nil {
		return nil, err
	}
	return t, t.readArticles(d.with(ctx, r, briefing.Options{}))
}
