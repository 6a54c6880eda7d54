package feeds

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"math"
	"time"

	"lede/store"
)

const (
	enterPatience = 5 * time.Second        // how long to wait until a site is free
	enterEvery    = 250 * time.Millisecond // between looks
	enterFor      = 40 * time.Second       // how long a site is held at most, should the process die
	leaveWithin   = 5 * time.Second
)

// Enter holds a site, so that nobody else asks it meanwhile. It fails with ErrBusy when another visit takes long, and with a problem
// when the site wants to be left alone. It suits source.Request.Enter.
func (f *Feeds) Enter(ctx context.Context, site string) (leave func(), err error) {
	return f.enter(ctx, site, enterPatience)
}

func (f *Feeds) enter(ctx context.Context, name string, patience time.Duration) (leave func(), err error) {
	if name == "" {
		return nil, ErrNoAddress
	}
	if f.IsBlocked("https://" + name) {
		return nil, ErrBlocked
	}
	ctx, cancel := context.WithTimeout(ctx, patience+leaveWithin)
	defer cancel()
	token := rand.Text()
	for until := time.Now().Add(patience); ; {
		err := f.hold(ctx, name, token)
		if err == nil {
			return func() { f.release(ctx, name, token) }, nil
		}
		if !errors.Is(err, ErrBusy) || !time.Now().Before(until) {
			return nil, err
		}
		select {
		case <-ctx.Done():
			return nil, ErrBusy
		case <-time.After(enterEvery):
		}
	}
}

// hold takes the visit of a site, if it is free.
func (f *Feeds) hold(ctx context.Context, name, token string) error {
	err := f.kv.Update(ctx, ownerSite(name), func(tx store.Tx) error {
		now, err := f.kv.Now(ctx)
		if err != nil {
			return err
		}
		var s site
		if _, err := kinds.Get(tx.Get, kindSite, siteKey, &s); err != nil {
			return err
		}
		visited, err := tx.Claimed(VisitID)
		switch {
		case err != nil:
			return err
		case visited || s.busy(token, now):
			return ErrBusy
		case s.Until.After(now):
			return ErrResting.With("minutes", int(math.Ceil(s.Until.Sub(now).Minutes())))
		}
		s.Visit = visit{Token: token, Until: now.Add(enterFor)}
		return kinds.Put(tx, kindSite, siteKey, s)
	})
	if err != nil {
		return fmt.Errorf("holding %s: %w", name, err)
	}
	return nil
}

// release gives a visit back, even if the caller's context has ended. If the store cannot be told, the visit ends by itself.
func (f *Feeds) release(ctx context.Context, name, token string) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), leaveWithin)
	defer cancel()
	_ = f.kv.Update(ctx, ownerSite(name), func(tx store.Tx) error {
		var s site
		if _, err := kinds.Get(tx.Get, kindSite, siteKey, &s); err != nil || s.Visit.Token != token {
			return err
		}
		s.Visit = visit{}
		if len(s.Next) == 0 && s.Until.IsZero() {
			return tx.Delete(kindSite, siteKey) // nothing is worth keeping
		}
		return kinds.Put(tx, kindSite, siteKey, s)
	})
}

// rest leaves a site alone, as an answer asked for that was given to a holder of the site.
func (f *Feeds) rest(ctx context.Context, name string, until time.Time, v verdict) error {
	err := f.kv.Update(ctx, ownerSite(name), func(tx store.Tx) error {
		var s site
		if _, err := kinds.Get(tx.Get, kindSite, siteKey, &s); err != nil {
			return err
		}
		if until.After(s.Until) {
			s.Until, s.Why = until.Truncate(time.Millisecond), v.trouble
		}
		return kinds.Put(tx, kindSite, siteKey, s)
	})
	if err != nil {
		return fmt.Errorf("leaving %s alone: %w", name, err)
	}
	return nil
}
