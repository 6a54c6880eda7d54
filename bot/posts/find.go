package posts

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"lede/bot/rest"
	"lede/delivery"
	"lede/problem"
)

const (
	// lookBack is how much earlier than requested a search begins: Discord's clock and ours need not agree.
	lookBack = 2 * time.Minute
	pageSize = 100
	// maxPages bounds what is read of a busy channel.
	maxPages = 10
)

// found holds the fields of a message that looking for our own needs.
type found struct {
	rest.Object
	Author     rest.Object `json:"author"`
	Components []part      `json:"components"`
}

// part is any component of a message, with only the fields that may hold the marker.
type part struct {
	CustomID   string `json:"custom_id"`
	Accessory  *part  `json:"accessory"`
	Components []part `json:"components"`
}

// place holds the fields of a channel or thread that a search needs.
type place struct {
	rest.Object
	Guild  string `json:"guild_id"`
	Parent string `json:"parent_id"`
	Owner  string `json:"owner_id"`
	Newest string `json:"last_message_id"` // in a forum the newest thread, "" when nothing was ever written
	Meta   struct {
		Archived time.Time `json:"archive_timestamp"`
	} `json:"thread_metadata"`
}

// threads is a list of threads.
type threads struct {
	List []place `json:"threads"`
	More bool    `json:"has_more"`
}

// Tells reports whether there is a list, even an empty one.
func (t threads) Tells() bool { return t.List != nil }

// Find looks for a message of our own that holds the marker of p and was sent after an instant. When it cannot find out, the
// error is delivery.ErrMayNotLook, never "not found": a second copy might be posted because of it.
func (s *Sender) Find(ctx context.Context, p delivery.Post, since time.Time) (string, bool, error) {
	if p.Marker == "" {
		return "", false, errors.New("looking for a message: it has no marker, so it cannot be recognised")
	}
	ctx, d, ok := s.mayPost(ctx, owner(p))
	if !ok {
		return "", false, fmt.Errorf("looking for a message: %w", d.Reason)
	}
	ctx = rest.Unhurried(ctx)
	self, err := s.self(ctx) // known since READY
	if err != nil {
		return "", false, fmt.Errorf("looking for a message: %w", err)
	}
	look := search{ask: s.asked, self: self, p: p, from: rest.Snowflake(since.Add(-lookBack))}
	if p.Channel == "" {
		if d, ok := s.spend(ctx, s.timing.Channel); !ok {
			return "", false, fmt.Errorf("looking for a message: %w", d.Reason)
		}
		if look.p.Channel, err = s.api.DirectChannel(ctx, p.Person); err != nil {
			return "", false, fmt.Errorf("looking for a message: %w", err)
		}
	}
	through := look.channel
	if p.Forum != "" {
		through = look.forum
	}
	id, err := through(ctx)
	switch code := rest.CodeOf(err); {
	case code == rest.CodeMissingAccess, code == rest.CodeMissingPermission:
		return "", false, fmt.Errorf("looking into <#%s>: %w", look.p.Channel, delivery.ErrMayNotLook)
	case code == rest.CodeUnknownChannel:
		return "", false, nil // its messages were deleted with the channel
	case err != nil:
		return "", false, fmt.Errorf("looking into <#%s>: %w", look.p.Channel, unseen(err))
	}
	return id, id != "", nil
}

// unseen returns why a channel could not be read, for an admin.
func unseen(err error) error {
	var r *rest.Refusal
	var s *rest.Silence
	switch {
	case errors.As(err, &r) && r.Status == http.StatusTooManyRequests:
		return problem.New("bot.asked-to-wait").Because(err)
	case errors.As(err, &r):
		return answered(r).Because(err)
	case errors.As(err, &s):
		return problem.New("bot.unreachable").Because(err)
	}
	return err
}

// asked makes a request that nobody is waiting for. A refusal settles what became of a message, so it is believed only when it
// comes twice: on a bad day Discord does not know channels that exist.
func (s *Sender) asked(ctx context.Context, path string, out any) error {
	err := s.paid(ctx, path, out)
	if code := rest.CodeOf(err); code != 0 {
		if again := s.paid(ctx, path, out); rest.CodeOf(again) != code {
			return again
		}
	}
	return err
}

// paid makes a request out of the budget of posts.
func (s *Sender) paid(ctx context.Context, path string, out any) error {
	if d, ok := s.spend(ctx, s.timing.Channel); !ok {
		return d.Reason
	}
	_, err := s.api.Do(ctx, "GET", path, nil, out)
	return err
}

// search is one search for one message.
type search struct {
	ask  func(ctx context.Context, path string, out any) error // asks Discord
	self string
	p    delivery.Post
	from uint64 // the id of the instant the search begins at
}

// channel reads the messages since then, oldest first. An empty list proves nothing by itself, because Discord also sends it to
// a bot that may not read the history.
func (s search) channel(ctx context.Context) (string, error) {
	path := "/channels/" + url.PathEscape(s.p.Channel) + "/messages?limit="
	after := s.from
	for range maxPages {
		var list []found
		err := s.ask(ctx, path+strconv.Itoa(pageSize)+"&after="+id(after), &list)
		var r *rest.Refusal
		if errors.As(err, &r) && r.Status >= 500 {
			return s.newest(ctx, err)
		}
		if err != nil {
			return "", err
		}
		for _, m := range list {
			if s.ours(m) {
				return m.ID, nil
			}
			after = max(after, rest.Number(m.ID))
		}
		switch {
		case len(list) == 0: // on a later page, too: the permission may have gone meanwhile
			return "", s.sure(ctx, path)
		case len(list) < pageSize:
			return "", nil
		}
	}
	return "", fmt.Errorf("too much was written there since to look through: %w", delivery.ErrMayNotLook)
}

// sure reports whether an empty list means that there is nothing: when an older message can be read, or when the channel itself
// says that its newest message is older.
func (s search) sure(ctx context.Context, path string) error {
	var any []found
	if err := s.ask(ctx, path+"1", &any); err != nil || len(any) > 0 {
		return err
	}
	at, err := s.place(ctx)
	if err == nil && rest.Number(at.Newest) >= s.from {
		err = delivery.ErrMayNotLook
	}
	return err
}

// newest looks only at the newest message. Discord has at times answered 500 to the list of a channel that holds a message like
// ours; why is that answer, and is returned when the newest message does not settle the matter.
func (s search) newest(ctx context.Context, why error) (string, error) {
	at, err := s.place(ctx)
	switch {
	case err != nil:
		return "", why
	case rest.Number(at.Newest) < s.from:
		return "", nil
	}
	var m found
	err = s.ask(ctx, "/channels/"+url.PathEscape(s.p.Channel)+"/messages/"+url.PathEscape(at.Newest), &m)
	if err != nil || !s.ours(m) {
		return "", why
	}
	return m.ID, nil
}

func (s search) place(ctx context.Context) (place, error) {
	var at place
	err := s.ask(ctx, "/channels/"+url.PathEscape(s.p.Channel), &at)
	return at, err
}

// forum looks through the threads that we have made in a forum since then, open and archived. The first message of each has the
// thread's id.
func (s search) forum(ctx context.Context) (string, error) {
	at, err := s.place(ctx)
	if err != nil || rest.Number(at.Newest) < s.from {
		return "", err
	}
	if at.Guild == "" {
		at.Guild = s.p.Guild
	}
	var headless error // for a thread whose first message is gone
	for _, path := range []string{
		"/guilds/" + url.PathEscape(at.Guild) + "/threads/active",
		"/channels/" + url.PathEscape(s.p.Channel) + "/threads/archived/public?limit=" + strconv.Itoa(pageSize),
	} {
		var list threads
		if err := s.ask(ctx, path, &list); err != nil {
			return "", err
		}
		for _, t := range list.List {
			if !s.mayHold(t) {
				continue
			}
			ours, err := s.starts(ctx, t.ID)
			switch {
			case errors.Is(err, delivery.ErrMayNotLook):
				headless = err
			case err != nil:
				return "", err
			case ours:
				return t.ID, nil
			}
		}
		if s.goesOn(list) {
			return "", fmt.Errorf("too much was archived there since to look through: %w", delivery.ErrMayNotLook)
		}
	}
	return "", headless
}

// mayHold reports whether a thread is one that we have made in the forum since then.
func (s search) mayHold(t place) bool {
	return t.Parent == s.p.Channel && t.Owner == s.self && rest.Number(t.ID) >= s.from
}

// goesOn reports whether further pages matter: the most recently archived come first, so they do only if all of this one were
// archived since then.
func (s search) goesOn(list threads) bool {
	n := len(list.List)
	return list.More && n > 0 && rest.Snowflake(list.List[n-1].Meta.Archived) >= s.from
}

// starts reports whether a thread of ours begins with the message. One whose first message is gone may have: then a person has
// deleted it, and does not want it again.
func (s search) starts(ctx context.Context, thread string) (bool, error) {
	var m found
	t := url.PathEscape(thread)
	err := s.ask(ctx, "/channels/"+t+"/messages/"+t, &m)
	if code := rest.CodeOf(err); code == rest.CodeUnknownMessage || code == rest.CodeUnknownChannel {
		return false, fmt.Errorf("the first message of <#%s> is gone: %w", thread, delivery.ErrMayNotLook)
	}
	return s.ours(m), err
}

// ours reports whether the bot has written this message and one of its custom ids holds the marker.
func (s search) ours(m found) bool { return m.Author.ID == s.self && marked(m.Components, s.p.Marker) }

func marked(list []part, marker string) bool {
	for _, c := range list {
		if strings.Contains(c.CustomID, marker) || marked(c.Components, marker) || c.Accessory != nil && marked([]part{*c.Accessory}, marker) {
			return true
		}
	}
	return false
}

func id(n uint64) string { return strconv.FormatUint(n, 10) }
