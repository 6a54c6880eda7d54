package gateway

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"lede/bot/rest"
)

// busy is a Discord that asks the bot to wait before it says where the gateway is.
type busy struct{ asked []time.Time }

func (b *busy) RoundTrip(r *http.Request) (*http.Response, error) {
	b.asked = append(b.asked, time.Now())
	status, body := 429, `{"message":"You are being rate limited.","retry_after":600}`
	if len(b.asked) == 3 {
		status, body = 200, `{"url":"wss://gateway.example","shards":7}`
	}
	return &http.Response{StatusCode: status, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
}

// TestTheGatewayIsAskedForOnceAWait: though the bot's own pauses are far shorter.
func TestTheGatewayIsAskedForOnceAWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		discord := &busy{}
		g := New(Options{REST: rest.New(rest.Options{Token: "t", HTTP: &http.Client{Transport: discord}})})
		want, err := g.await(t.Context())
		if err != nil || want != 7 || len(discord.asked) != 3 {
			t.Fatalf("%d shards, asked %d times, %v", want, len(discord.asked), err)
		}
		for i, at := range discord.asked[1:] {
			if waited := at.Sub(discord.asked[i]); waited < 600*time.Second || waited > 610*time.Second {
				t.Errorf("question %d came after %v", i+2, waited)
			}
		}
	})
}

// TestAShardAsksForTheGatewayOnceAWait: when Discord was last asked long ago.
func TestAShardAsksForTheGatewayOnceAWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		discord := &busy{}
		g := New(Options{REST: rest.New(rest.Options{Token: "t", HTTP: &http.Client{Transport: discord}})})
		ctx, stop := context.WithTimeout(t.Context(), 15*time.Minute)
		defer stop()
		if err := g.newShard(0, 1).run(ctx); err != nil {
			t.Fatal(err)
		}
		if len(discord.asked) != 2 {
			t.Errorf("asked %d times in a quarter of an hour", len(discord.asked))
		}
	})
}
