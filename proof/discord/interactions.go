package discord

import (
	"cmp"
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"time"
)

const tokenHolds = 15 * time.Minute

// Ask is what a person does in a channel. Data is the data of the interaction.
type Ask struct {
	Guild, Channel, Person string // Guild is "" for a direct message
	Kind                   int    // 2 for a command, which 0 means too; 3 for a component, 4 for a completion, 5 for a form
	Data                   map[string]any
	// Age is how long ago the person acted.
	Age time.Duration
}

// Interaction is an interaction that a person has begun, and its outcome.
type Interaction struct {
	ID, Token string
	At        time.Time

	within time.Duration // for the first answer

	answered chan struct{} // closed by the first answer that was accepted
	mu       sync.Mutex
	took     time.Duration
	from     string // where the first answer came from
	byTwo    bool
	deferred bool
	replied  chan struct{} // closed when there is more than a deferral
	words    string
	refused  []string
}

// Ask begins an interaction. The person waits for an answer as long as the options say.
func (d *Discord) Ask(a Ask) *Interaction {
	id := d.ids.next()
	if a.Age > 0 {
		id = d.ids.earlier(a.Age)
	}
	i := &Interaction{ID: id, Token: "tok" + id, At: time.Now().Add(-a.Age), within: cmp.Or(d.o.Answer, 3*time.Second), answered: make(chan struct{}), replied: make(chan struct{})}
	d.mu.Lock()
	d.interactions[i.Token] = i
	d.mu.Unlock()
	if a.Person == "" {
		a.Person = "20"
	}
	kind := max(a.Kind, 2)
	if a.Kind > 0 {
		kind = a.Kind
	}
	event := object{
		"id": i.ID, "application_id": Application, "type": kind, "token": i.Token, "version": 1, "channel_id": a.Channel, "locale": "en-GB",
		"channel": object{"id": a.Channel, "type": 0, "flags": 0}, "app_permissions": "2248473465835073", "entitlements": []any{},
		"authorizing_integration_owners": object{"0": a.Guild}, "context": 0, "attachment_size_limit": 10 << 20, "data": a.Data,
	}
	if a.Guild == "" {
		event["user"], event["context"], event["authorizing_integration_owners"] = user(a.Person), 1, object{"0": "0"}
		event["channel"] = object{"id": a.Channel, "type": 1, "flags": 0}
	} else {
		event["guild_id"], event["guild_locale"], event["guild"] = a.Guild, "en-US", object{"id": a.Guild, "locale": "en-US", "features": []any{}}
		event["member"] = object{"user": user(a.Person), "roles": []any{}, "joined_at": "2026-01-01T00:00:00Z", "deaf": false, "mute": false, "flags": 0,
			"permissions": "2251799813685247", "nick": nil, "avatar": nil, "premium_since": nil, "pending": false, "communication_disabled_until": nil}
	}
	d.tell(a.Guild, "INTERACTION_CREATE", event)
	return i
}

// Command returns the data of a command. sub is "" without a subcommand; options are names and values in turn.
func Command(name, sub string, options ...string) map[string]any {
	list := []object{}
	for n := 0; n+1 < len(options); n += 2 {
		list = append(list, object{"name": options[n], "type": 3, "value": options[n+1]})
	}
	data := object{"id": "9", "name": name, "type": 1}
	switch {
	case sub != "":
		data["options"] = []object{{"name": sub, "type": 1, "options": list}}
	case len(list) > 0:
		data["options"] = list
	}
	return data
}

// Answered waits until the interaction is answered, at least with a deferral, or the person has given up.
func (i *Interaction) Answered() bool {
	late := time.NewTimer(time.Until(i.At.Add(i.within)))
	defer late.Stop()
	select {
	case <-i.answered:
		return true
	case <-late.C:
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.took > 0
}

// Words waits for the actual answer, up to the given time, and returns its body; "" for none.
func (i *Interaction) Words(within time.Duration) string {
	if !i.Answered() {
		return ""
	}
	late := time.NewTimer(within)
	defer late.Stop()
	select {
	case <-i.replied:
	case <-late.C:
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.words
}

// Refused returns the answers that Discord did not accept.
func (d *Discord) Refused() (all []string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, i := range d.interactions {
		i.mu.Lock()
		all = append(all, i.refused...)
		i.mu.Unlock()
	}
	return all
}

// AnsweredByTwo returns how many interactions had first answers over two connections, and so by two processes: one that retries uses its
// existing connection.
func (d *Discord) AnsweredByTwo() (n int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, i := range d.interactions {
		i.mu.Lock()
		if i.byTwo {
			n++
		}
		i.mu.Unlock()
	}
	return n
}

func (i *Interaction) refuse(status, code int, message string) (int, []byte) {
	i.refused = append(i.refused, message+" (interaction "+i.ID+")")
	return refusal(status, code, message)
}

func (i *Interaction) reply(body []byte) {
	if i.words == "" {
		close(i.replied)
	}
	i.words = string(body)
}

// callback handles the first answer to an interaction. For one that no person has begun here, it is accepted unchecked.
func (d *Discord) callback(id, token string, r Request) (int, []byte) {
	d.mu.Lock()
	i := d.interactions[token]
	d.mu.Unlock()
	if i == nil {
		return http.StatusNoContent, nil
	}
	var sent struct {
		Type int `json:"type"`
	}
	_ = json.Unmarshal(r.Body, &sent) // the contract guarantees it
	i.mu.Lock()
	defer i.mu.Unlock()
	switch took := time.Since(i.At); {
	case i.ID != id:
		return i.refuse(http.StatusNotFound, 10062, "Unknown interaction")
	case i.took > 0:
		i.byTwo = i.byTwo || r.From != i.from
		return i.refuse(http.StatusBadRequest, 40060, "Interaction has already been acknowledged.")
	case took > i.within:
		return i.refuse(http.StatusNotFound, 10062, "Unknown interaction")
	default:
		i.took, i.from = took, r.From
	}
	close(i.answered)
	if i.deferred = sent.Type == 5 || sent.Type == 6; !i.deferred {
		i.reply(r.Body)
	}
	return http.StatusNoContent, nil
}

// followUp handles what comes after the first answer.
func (d *Discord) followUp(token string, r Request) (int, []byte) {
	d.mu.Lock()
	i := d.interactions[token]
	d.mu.Unlock()
	m := &Message{ID: d.ids.next(), Channel: "30", At: time.Now(), Body: r.Body}
	if i == nil {
		return encoded(http.StatusOK, m.shown())
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	switch age := time.Since(i.At); {
	case i.took == 0 || age > tokenHolds:
		return i.refuse(http.StatusNotFound, 10015, "Unknown Webhook")
	case strings.HasSuffix(r.Path, "/@original") || i.deferred:
		i.deferred = false
		i.reply(r.Body)
	}
	return encoded(http.StatusOK, m.shown())
}
