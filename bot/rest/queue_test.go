package rest

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// bucket is a Discord that accepts five messages in five seconds for each channel, and says how many are left.
type bucket struct {
	mu      sync.Mutex
	slow    time.Duration
	came    map[string][]time.Time
	refused int
}

func (b *bucket) RoundTrip(r *http.Request) (*http.Response, error) {
	time.Sleep(b.slow)
	b.mu.Lock()
	defer b.mu.Unlock()
	now, here := time.Now(), b.came[r.URL.Path]
	for len(here) > 0 && now.Sub(here[0]) >= 5*time.Second {
		here = here[1:]
	}
	status, left := 200, 4-len(here)
	if left < 0 {
		b.refused++
		status, left = 429, 0
	} else {
		here = append(here, now)
	}
	b.came[r.URL.Path] = here
	h := http.Header{"X-Ratelimit-Remaining": {strconv.Itoa(left)}, "X-Ratelimit-Reset-After": {strconv.FormatFloat((5*time.Second - now.Sub(here[0])).Seconds(), 'f', 3, 64)}}
	return &http.Response{StatusCode: status, Header: h, Body: io.NopCloser(strings.NewReader(`{"retry_after":1}`)), Request: r}, nil
}

// TestManyAtOnceBreakNoLimit: none of ten simultaneous messages to one channel is refused, and other channels do not wait.
func TestManyAtOnceBreakNoLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &bucket{slow: 100 * time.Millisecond, came: map[string][]time.Time{}}
		client := New(Options{Token: "t", HTTP: &http.Client{Transport: b}})
		began := time.Now()
		var all sync.WaitGroup
		for range 10 {
			all.Go(func() {
				if err := client.Persist(t.Context(), time.Time{}, posting(client)); err != nil {
					t.Error(err)
				}
			})
		}
		for _, path := range []string{"/channels/31/messages", "/interactions/7/tok/callback"} {
			if _, err := client.Do(t.Context(), "POST", path, nil, nil); err != nil || time.Since(began) > time.Second {
				t.Errorf("%s had to wait for %v: %v", path, time.Since(began), err)
			}
		}
		all.Wait()
		if took := time.Since(began); b.refused > 0 || took > 12*time.Second {
			t.Errorf("%d were refused, and all took %v", b.refused, took)
		}
		if len(client.Limits.queues) > 0 {
			t.Errorf("queues are left: %v", client.Limits.queues)
		}
	})
}

// TestNobodyWaitsInAQueueForLong: a request that hangs holds up no other, and one that is cancelled leaves the queue.
func TestNobodyWaitsInAQueueForLong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client := New(Options{Token: "t", HTTP: &http.Client{Transport: &bucket{slow: time.Minute, came: map[string][]time.Time{}}}})
		var first sync.WaitGroup
		first.Go(func() { _ = posting(client)(t.Context()) })
		synctest.Wait()
		hasty, stop := context.WithTimeout(t.Context(), time.Second)
		defer stop()
		for _, c := range []struct {
			ctx  context.Context
			most time.Duration
		}{{hasty, time.Second}, {t.Context(), client.timing.RetryWithin}} {
			began := time.Now()
			var r *Refusal
			if err := posting(client)(c.ctx); !errors.As(err, &r) || !r.Held || time.Since(began) > c.most {
				t.Errorf("after %v: %v", time.Since(began), err)
			}
		}
		first.Wait()
		if len(client.Limits.queues) > 0 {
			t.Errorf("queues are left: %v", client.Limits.queues)
		}
	})
}
