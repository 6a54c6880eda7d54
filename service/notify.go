package service

import (
	"context"
	"net"
	"strconv"
	"strings"
	"time"
)

// watchdogFeeds is how often the watchdog is fed within its timeout.
const watchdogFeeds = 3

// notifier reports the state of the process to systemd, by sd_notify(3). Without a socket it does nothing.
type notifier struct {
	conn  net.Conn
	every time.Duration // between reports; 0 without systemd
}

// Notify reports the state of the bot to systemd until ctx ends. value looks up an environment variable; unless systemd has set its own there,
// Notify returns at once.
func (s *Service) Notify(ctx context.Context, value func(name string) string) {
	openNotifier(value).run(ctx, s)
}

func openNotifier(value func(name string) string) notifier {
	socket := value("NOTIFY_SOCKET")
	if socket == "" {
		return notifier{}
	}
	conn, err := net.Dial("unixgram", socket)
	if err != nil {
		return notifier{} // the service manager will report it
	}
	n := notifier{conn: conn, every: time.Minute}
	if usec, err := strconv.ParseInt(value("WATCHDOG_USEC"), 10, 64); err == nil && usec > 0 {
		n.every = time.Duration(usec) * time.Microsecond / watchdogFeeds
	}
	return n
}

func (n notifier) say(lines ...string) {
	if n.conn != nil {
		_, _ = n.conn.Write([]byte(strings.Join(lines, "\n"))) // a missing listener is no reason to stop
	}
}

// run reports until ctx ends. The watchdog is fed while the scheduler looks for due digests: a restart would not
// help when Discord or the store is unavailable.
func (n notifier) run(ctx context.Context, s *Service) {
	if n.conn == nil {
		return
	}
	defer n.conn.Close()
	n.say("STATUS=waiting for Discord")
	select {
	case <-s.Bot.Ready():
		n.say("READY=1", "STATUS=well")
	case <-ctx.Done():
	}
	feed := time.NewTicker(n.every)
	defer feed.Stop()
	for ctx.Err() == nil {
		lines := []string{"STATUS=" + n.status(ctx, s)}
		if !s.scheduler.Overdue() {
			lines = append(lines, "WATCHDOG=1")
		}
		n.say(lines...)
		select {
		case <-feed.C:
		case <-ctx.Done():
		}
	}
	n.say("STOPPING=1", "STATUS=stopping")
}

// status describes what is wrong, in one line.
func (n notifier) status(ctx context.Context, s *Service) string {
	ctx, cancel := context.WithTimeout(ctx, s.times.Health)
	defer cancel()
	if err := s.Healthy(ctx); err != nil {
		return strings.ReplaceAll(words.Line(err), "\n", " ")
	}
	return "well"
}
