package cli

import (
	"context"
	"net"
	"strconv"
	"strings"
	"time"
)

// watchdogFeeds is how often the watchdog is fed in the time that it allows.
const watchdogFeeds = 3

// notifier tells systemd how the process is, by sd_notify(3). Without a socket it tells nobody.
type notifier struct {
	conn  net.Conn
	every time.Duration // 0 when there is no watchdog
}

// openNotifier reads what systemd has put into the environment.
func (w world) openNotifier() notifier {
	socket := w.value("NOTIFY_SOCKET")
	if socket == "" {
		return notifier{}
	}
	conn, err := net.Dial("unixgram", socket)
	if err != nil {
		return notifier{} // whoever waits for us will say so
	}
	n := notifier{conn: conn, every: time.Minute}
	if usec, err := strconv.ParseInt(w.value("WATCHDOG_USEC"), 10, 64); err == nil && usec > 0 {
		n.every = time.Duration(usec) * time.Microsecond / watchdogFeeds
	}
	return n
}

func (n notifier) say(lines ...string) {
	if n.conn != nil {
		_, _ = n.conn.Write([]byte(strings.Join(lines, "\n"))) // nobody listening is no reason to stop
	}
}

// run tells of a newsroom until ctx ends. The watchdog is fed while due digests are looked for: that Discord or the store is away is
// nothing that a restart would help against.
func (n notifier) run(ctx context.Context, room *newsroom, patience time.Duration) {
	if n.conn == nil {
		return
	}
	defer n.conn.Close()
	n.say("STATUS=waiting for Discord")
	select {
	case <-room.bot.Ready():
		n.say("READY=1", "STATUS=well")
	case <-ctx.Done():
	}
	feed := time.NewTicker(n.every)
	defer feed.Stop()
	for ctx.Err() == nil {
		lines := []string{"STATUS=" + n.status(ctx, room, patience)}
		if !room.scheduler.Overdue() {
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

// status is what is wrong, in a line.
func (n notifier) status(ctx context.Context, room *newsroom, patience time.Duration) string {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if err := room.healthy(ctx); err != nil {
		return strings.ReplaceAll(words.Line(err), "\n", " ")
	}
	return "well"
}
