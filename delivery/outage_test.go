package delivery_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"lede/delivery"

	"github.com/bwmarrin/discordgo"
)

// outage is a Discord that cannot be reached for a while, or answers with an error, after it has taken every other message all the same.
type outage struct {
	r       *room
	answers bool // with an error; else nothing gets through
	until   time.Time
	asked   int
	came    map[string]int       // messages, by channel
	markers map[string]string    // messages, by channel and marker
	nonces  map[string]time.Time // when they came, for as long as Discord may know them
}

func (o *outage) down() bool { return o.r.at.Before(o.until) }

func (o *outage) post(_ context.Context, p delivery.Post) delivery.Result {
	o.r.wire.mu.Lock()
	defer o.r.wire.mu.Unlock()
	o.asked++
	if o.down() && (!o.answers || o.asked%2 == 0) {
		return delivery.Result{Outcome: map[bool]delivery.Outcome{false: delivery.Retry, true: delivery.Ambiguous}[o.answers]}
	}
	const known = 3 * time.Minute
	if came, ok := o.nonces[p.Nonce]; p.Nonce == "" || !ok || o.r.at.Sub(came) > known {
		o.came[p.Channel]++
		o.nonces[p.Nonce], o.markers[p.Channel+p.Marker] = o.r.at, fmt.Sprint("m", o.asked)
	}
	if o.down() {
		return delivery.Result{Outcome: delivery.Ambiguous}
	}
	return delivery.Result{Outcome: delivery.Sent, MessageID: o.markers[p.Channel+p.Marker]}
}

func (o *outage) find(_ context.Context, p delivery.Post, _ time.Time) (string, bool, error) {
	o.r.wire.mu.Lock()
	defer o.r.wire.mu.Unlock()
	if o.down() {
		return "", false, errors.New("Discord answered 503")
	}
	id := o.markers[p.Channel+p.Marker]
	return id, id != "", nil
}

// TestPromiseDeliveredEffectivelyOnceThroughAnHourWithoutDiscord: what fell due in it is posted once, soon after, and nothing twice.
func TestPromiseDeliveredEffectivelyOnceThroughAnHourWithoutDiscord(t *testing.T) {
	for name, answers := range map[string]bool{"it cannot be reached": false, "it answers 503 and takes half of them": true} {
		t.Run(name, func(t *testing.T) {
			r := newRoom(t)
			o := &outage{r: r, answers: answers, until: seven.Add(time.Hour), came: map[string]int{}, markers: map[string]string{}, nonces: map[string]time.Time{}}
			r.tick = r.by(o.post, o.find)
			for i := range 20 {
				channel := fmt.Sprint("c", i)
				in := admin("digest", "set", map[string]string{"empty": "say", "time": fmt.Sprintf("7:%02d", i*3), "zone": "UTC", "channel": channel})
				if i%4 == 0 {
					in.ChannelTypes = map[string]discordgo.ChannelType{channel: discordgo.ChannelTypeGuildForum}
				}
				contains(t, run(t, r.Desk, in), "Digest set")
			}
			for at := seven; at.Before(o.until.Add(30 * time.Minute)); at = at.Add(15 * time.Second) {
				r.move(t, at)
			}
			for channel, n := range o.came {
				if n != 1 {
					t.Errorf("%d messages in %s", n, channel)
				}
			}
			told := r.ledger(t)
			for _, e := range told {
				if e.Open || e.Outcome != "late" && e.Outcome != "sent" {
					t.Errorf("the ledger says %+v", e)
				}
			}
			if len(o.came) != 21 || len(told) != 21 {
				t.Errorf("%d channels have a digest, and the ledger says so of %d", len(o.came), len(told))
			}
		})
	}
}
