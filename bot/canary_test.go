package bot_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"lede/bot"
	"lede/commands/command"
	"lede/delivery"
	"lede/proof/program"
	"lede/store/kvtest"
)

// secrets must not turn up anywhere: the token, interaction tokens, the passwords of Redis and of a proxy.
var secrets = []string{canary, "cAnArY-interaction", "cAnArY-redis", "cAnArY-proxy", "cAnArY-gateway"}

func noSecret(t *testing.T, where, s string) {
	t.Helper()
	for _, secret := range secrets {
		if at := strings.Index(s, secret); at >= 0 {
			t.Errorf("%s holds %s: …%.300s…", where, secret, s[max(0, at-200):])
		}
	}
}

// secretly is an interaction with a secret token.
func secretly(name, rest string) string {
	return strings.Replace(typed(name, rest), `"token":"`, `"token":"cAnArY-interaction-`, 1)
}

// TestNoFaultRevealsASecret: an error may quote the request; neither the log nor the person may see its secrets.
func TestNoFaultRevealsASecret(t *testing.T) {
	for name, answer := range map[string]struct {
		status int
		body   func(r request) string
	}{
		"cut off": {cut, func(request) string { return "" }},
		"repeated": {400, func(r request) string {
			return `{"code":1,"message":"cannot ` + r.Method + " " + r.Path + " as " + r.Auth + `"}`
		}},
		"not found": {404, func(r request) string { return `{"message":"` + r.Path + `"}` }},
		"forbidden": {403, func(r request) string { return "<html>" + r.Path + r.Auth }},
		"a fault":   {500, func(r request) string { return r.Path }},
		"a bad form": {400, func(r request) string {
			return `{"code":50035,"message":"` + r.Path + `","errors":{"x":"` + r.Path + `"}}`
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f, release := newFake(t), make(chan struct{})
			f.Answering(func(r request) (int, string, bool) {
				away := strings.HasPrefix(r.Path, "/interactions/") || strings.HasPrefix(r.Path, "/webhooks/") || strings.HasPrefix(r.Path, "/channels/")
				return answer.status, answer.body(r), away && !strings.Contains(string(r.Body), "at first")
			})
			timing := deferring()
			timing.REST.RetryPause, timing.REST.Barred = time.Millisecond, 5*time.Millisecond // answers are tried for long
			b := f.start(bot.Options{Timing: timing, Commands: []command.Command{
				slow("slow", command.Private, release),
				aCommand("panic", command.Public, func(_ context.Context, in command.Input) (command.Reply, error) { panic(in) }),
				aCommand("fail", command.Public, func(context.Context, command.Input) (command.Reply, error) {
					return command.Reply{}, io.ErrUnexpectedEOF
				}),
			}})
			for _, command := range []string{"slow", "panic", "fail", "none"} {
				f.Dispatch("INTERACTION_CREATE", secretly(command, ""))
			}
			f.Dispatch("INTERACTION_CREATE", strings.Replace(secretly("panic", ""), `"type":2`, `"type":4`, 1))
			f.Dispatch("INTERACTION_CREATE", strings.Replace(secretly("panic", ""), `"id":"`, `"id":"x`, 1)) // not readable
			d := b.Post(t.Context(), delivery.Post{Channel: "30", Components: []byte(`[{"type":10,"content":"at last"}]`)})
			noSecret(t, "the reason for an admin", why(d))
			time.Sleep(200 * time.Millisecond)
			close(release)
			eventually(t, "an outcome of all", func() bool { return sum(b.Stats().Interactions) == 5 })
			noSecret(t, "the log", f.log.String())
			for _, r := range f.Requests() {
				noSecret(t, "a message to a person", string(r.Body))
			}
		})
	}
}

// TestPromiseNoSecretIsWritten runs the real program with its most detailed log, under faults, and reads everything it writes.
func TestPromiseNoSecretIsWritten(t *testing.T) {
	bin := program.Path(t)
	article := filepath.Join(t.TempDir(), "bridge.txt")
	if err := os.WriteFile(article, []byte("The bridge is closed\n\nThe bridge is closed, the council said on Monday.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	nowhere := kvtest.FreeAddr(t)
	for name, c := range map[string]struct {
		env     []string
		gateway string // the gateway's address according to Discord; "" for the fake's
		status  int    // of GET /gateway/bot, 0 for 200
		serves  bool
		says    string // in the output: that it came so far
	}{
		"faults":            {serves: true, says: "msg=resumed"},
		"a 401":             {status: 401, says: "does not accept the bot's token"},
		"a gateway nowhere": {gateway: "ws://u:cAnArY-gateway@" + nowhere + "/?t=cAnArY-gateway", says: "gateway lost"},
		"no gateway":        {gateway: "ws://u:cAnArY-gateway@%zz/", says: "the gateway is not known yet"},
		"no address at all": {gateway: "cAnArY-gateway", says: "the gateway is not known yet"},
		"no Redis":          {env: []string{"LEDE_REDIS_URL=redis://u:cAnArY-redis@" + nowhere}, says: "Redis"},
		"no URL of Redis":   {env: []string{"LEDE_REDIS_URL=redis://u:cAnArY-redis@%zz:port"}, says: "LEDE_REDIS_URL"},
		"no proxy":          {env: []string{"HTTP_PROXY=http://u:cAnArY-proxy@" + nowhere, "LEDE_DISCORD_API=http://discord.invalid/api"}, says: "the gateway is not known yet"},
		"no URL of a proxy": {env: []string{"HTTP_PROXY=http://u:cAnArY-proxy@%zz", "LEDE_DISCORD_API=http://discord.invalid/api"}, says: "the gateway is not known yet"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFake(t)
			f.Answering(func(r request) (int, string, bool) {
				switch {
				case r.Path == "/gateway/bot" && c.status != 0:
					return c.status, `{"message":"` + r.Auth + `"}`, true
				case r.Path == "/gateway/bot" && c.gateway != "":
					return 200, `{"url":"` + c.gateway + `"}`, true
				case strings.HasSuffix(r.Path, "/callback"):
					return 400, `{"code":1,"message":"` + r.Path + `"}`, true
				}
				return 0, "", false
			})
			health, written := kvtest.FreeAddr(t), &lockedBuffer{}
			cmd := exec.Command(bin, "run", article)
			cmd.Env = append([]string{
				"LEDE_DISCORD_TOKEN=" + canary, "LEDE_DISCORD_API=" + f.API(), "LEDE_HEALTH_ADDR=" + health, "LEDE_LOG_LEVEL=debug",
				"LEDE_STORE=" + filepath.Join(t.TempDir(), "lede.db"), "HOME=" + t.TempDir(), f.Trust(t),
			}, c.env...)
			cmd.Stdout, cmd.Stderr = written, written
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			ended := make(chan error, 1)
			go func() { ended <- cmd.Wait() }()
			if c.serves {
				t.Cleanup(func() {
					if t.Failed() {
						t.Log(written.String())
					}
				})
				strike(t, f)
			}
			told := overHTTPOnce("http://" + health)
			var err error
			select {
			case err = <-ended:
			case <-written.until(c.says, patience):
				told += overHTTPOnce("http://" + health)
				_ = cmd.Process.Signal(syscall.SIGTERM)
				err = received(t, "its end", ended)
			}
			noSecret(t, "the output", written.String())
			noSecret(t, "the health check", told)
			if !strings.Contains(written.String(), c.says) || c.serves && !strings.Contains(told, "lede_frames_total") {
				t.Errorf("ended with %v; wrote %q and told %q", err, written.String(), told)
			}
		})
	}
}

// strike asks the program for answers that it cannot give, and breaks its connection.
func strike(t *testing.T, f *fake) {
	t.Helper()
	connected := func(n int) func() bool {
		return func() bool { return len(f.Lines()) >= n }
	}
	eventually(t, "a connection", connected(1))
	for _, command := range []string{"summary", "who", "data", "none"} {
		f.Dispatch("INTERACTION_CREATE", secretly(command, `,"options":[{"name":"x","type":3,"value":5}]`))
	}
	f.Dispatch("INTERACTION_CREATE", strings.Replace(secretly("who", ""), `"guild_id":"10"`, `"guild_id":"../x"`, 1))
	f.Newest().Send(`{"op":0,"t":"INTERACTION_CREATE","d":{"token":"cAnArY-interaction"`)
	f.Wait(4, "POST", "/callback")
	f.Newest().Cut()
	eventually(t, "another connection", connected(2))
}

// overHTTPOnce is what the health check and the metrics say; "" if they cannot be reached.
func overHTTPOnce(base string) (all string) {
	for _, path := range []string{"/healthz", "/metrics", "/" + canary} {
		res, err := http.Get(base + path)
		if err != nil {
			continue
		}
		b, _ := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if path[1:] != canary {
			all += fmt.Sprint(res.Header) + string(b)
		}
	}
	return all
}
