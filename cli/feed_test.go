package cli

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const harbourFeed = `<rss><channel><title>Harbour Post</title><ttl>60</ttl><item><title>Pier opens</title><link>/pier</link><description>The pier is open.</description></item></channel></rss>`

// feedPrinted is what `lede feed --format json` prints.
type feedPrinted struct {
	Title, Every string
	Items        []struct{ Title, Link string }
	Partly       bool
	Problem      *struct{ Code, Message string }
}

func feedJSON(t *testing.T, stdin string, args ...string) (p feedPrinted, status int, errs string) {
	t.Helper()
	status, out, errs := lede(t, stdin, append([]string{"feed", "--format", "json"}, args...)...)
	if err := json.Unmarshal([]byte(out), &p); err != nil || p.Items == nil {
		t.Fatalf("%v: %v\n%s\n%s", args, err, out, errs)
	}
	return p, status, errs
}

func TestFeedPrintsWhatAFeedHolds(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "feed.xml")
	koi8 := strings.Replace(harbourFeed, "Pier opens", "\xed\xcf\xd3\xd4 \xcf\xd4\xcb\xd2\xd9\xd4", 1)
	if err := os.WriteFile(path, []byte(koi8), 0o600); err != nil {
		t.Fatal(err)
	}
	if p, status, errs := feedJSON(t, "", "--content-type", "text/xml; charset=koi8-r", path); status != exitFine || len(p.Items) != 1 || p.Items[0].Title != "Мост открыт" || p.Partly || p.Problem != nil || p.Every != "1h0m0s" || errs != "" {
		t.Errorf("a file: %d, %+v, %q", status, p, errs)
	}
	if p, status, _ := feedJSON(t, harbourFeed[:len(harbourFeed)-30], "-"); status != exitFine || len(p.Items) != 0 || !p.Partly || p.Problem == nil || p.Problem.Code != "feed.cut-off" {
		t.Errorf("cut off: %d, %+v", status, p)
	}
	if p, status, errs := feedJSON(t, "<!DOCTYPE html><html><body>Hello", "-"); status != exitFailed || len(p.Items) != 0 || p.Partly || p.Problem == nil || p.Problem.Code != "feed.page" || !strings.Contains(errs, "this is a page, no feed") {
		t.Errorf("a page: %d, %+v, %q", status, p, errs)
	}
	if status, out, errs := lede(t, harbourFeed, "feed", "-"); status != exitFine || !strings.Contains(out, "Pier opens") || !strings.Contains(out, "The pier is open.") || errs != "" {
		t.Errorf("as text: %d, %q\n%s", status, errs, out)
	}
	for _, args := range [][]string{{"feed"}, {"feed", "a", "b"}, {"feed", "--format", "pdf", path}} {
		if status, _, _ := lede(t, "", args...); status != exitUsage {
			t.Errorf("%v: status %d", args, status)
		}
	}
	if status, _, errs := lede(t, "", "feed", path+".missing"); status != exitFailed || !strings.Contains(errs, "no such file") {
		t.Errorf("no file: %d %q", status, errs)
	}
}

func TestFeedFetchesAnAddress(t *testing.T) {
	t.Parallel()
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/feed":
			_, _ = w.Write([]byte(harbourFeed))
		case "/page":
			_, _ = w.Write([]byte("<html><body>Hello</body></html>"))
		default:
			http.NotFound(w, r)
		}
	}))
	defer site.Close()
	for path, want := range map[string]string{"/feed?token=opensesame": site.URL + "/pier", "/page?token=opensesame": "this is a page", "/none?token=opensesame": "404"} {
		var out, errs bytes.Buffer
		env := []string{"NO_COLOR=1", "LEDE_FETCH_ALLOW=127.0.0.0/8"}
		status := Run(t.Context(), []string{"feed", site.URL + path}, env, strings.NewReader(""), &out, &errs)
		if (status == exitFine) != (path[1] == 'f') || !strings.Contains(out.String()+errs.String(), want) || strings.Contains(out.String()+errs.String(), "opensesame") {
			t.Errorf("%s: %d\n%s%s", path, status, out.String(), errs.String())
		}
	}
}
