package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"lede/briefing"
	"lede/store/kvtest"
)

// quietWorld has nothing to read, and nobody hears what is said in it.
func quietWorld() world {
	return world{stdin: strings.NewReader(""), stdout: io.Discard, stderr: io.Discard, times: realTimes()}
}

// lede runs the program in process, for somebody who is not told what a slow machine is at.
func lede(t *testing.T, stdin string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	times := realTimes()
	times.patience = time.Hour
	status = world{[]string{"NO_COLOR=1"}, strings.NewReader(stdin), &out, &errs, times}.execute(t.Context(), args)
	return status, out.String(), errs.String()
}

func TestBriefPrintsWhatOneWouldLikeToRead(t *testing.T) {
	t.Parallel()
	for format, want := range map[string]string{"text": "Dmitry Peskov", "markdown": "Dmitry Peskov", "html": "<html", "json": `"people"`} {
		status, out, errs := lede(t, "", "brief", "--format", format, "--title", sampleTitle, "sample/peace-calls.txt")
		if status != exitFine || !strings.Contains(out, want) || !strings.Contains(out, sampleTitle) || errs != "" {
			t.Errorf("%s: status %d, %q\n%.300s", format, status, errs, out)
		}
		if strings.Contains(out, "\x1b[") {
			t.Errorf("%s: colour where there is no terminal", format)
		}
	}
	status, out, _ := lede(t, sampleText, "brief", "-")
	if status != exitFine || !strings.Contains(out, "Dmitry Peskov") {
		t.Errorf("standard input: %d\n%.300s", status, out)
	}
	status, out, _ = lede(t, "", "brief", "sample/peace-calls.txt", "sample/peace-calls.txt")
	if status != exitFine || strings.Count(out, "Kremlin spokesman") < 2 {
		t.Errorf("two articles: %d\n%.300s", status, out)
	}
}

// TestTheStructuredArticleGoesThereAndBack: what brief prints as JSON it also reads.
func TestTheStructuredArticleGoesThereAndBack(t *testing.T) {
	t.Parallel()
	_, first, _ := lede(t, "", "brief", "--format", "json", "sample/peace-calls.txt")
	path := filepath.Join(t.TempDir(), "article.json")
	if err := os.WriteFile(path, []byte(first), 0o600); err != nil {
		t.Fatal(err)
	}
	status, second, errs := lede(t, "", "brief", "--format", "json", path)
	if status != exitFine || first != second {
		t.Errorf("status %d, %s: it came back otherwise", status, errs)
	}
}

func TestAskAnswersOrRefuses(t *testing.T) {
	t.Parallel()
	for question, want := range map[string]string{"Who is the mayor of Kyiv?": "Vitali Klitschko", "What is the price of cocoa?": "does not say"} {
		status, out, errs := lede(t, "", "ask", "sample/peace-calls.txt", question)
		if status != exitFine || !strings.Contains(out, want) {
			t.Errorf("%q: %d %s\n%s", question, status, errs, out)
		}
	}
	_, out, _ := lede(t, "", "ask", "--format", "json", "sample/peace-calls.txt", "Who is Peskov?")
	var a briefing.Answer
	if err := json.Unmarshal([]byte(out), &a); err != nil || !a.Answered || a.Question != "Who is Peskov?" {
		t.Errorf("%+v, %v", a, err)
	}
}

// TestAskPutsAQuestionIntoTheArticlesLanguage as direct messages do, one by one and by lines.
func TestAskPutsAQuestionIntoTheArticlesLanguage(t *testing.T) {
	t.Parallel()
	const german = "Beim Brand einer Halle in Wittenau sind am Montag drei Menschen verletzt worden. Der Schaden wird auf 1,2 Millionen Euro geschätzt. Die Polizei ermittelt.\n"
	if status, out, errs := lede(t, german, "ask", "-", "How high is the damage?"); status != exitFine || !strings.Contains(out, "1,2 Millionen") {
		t.Errorf("%d %s\n%s", status, errs, out)
	}
	line, err := json.Marshal(map[string]any{"id": "1", "text": german, "questions": []string{"How high is the damage?"}})
	if err != nil {
		t.Fatal(err)
	}
	if status, out, errs := lede(t, string(line)+"\n", "ask", "--jsonl"); status != exitFine || !strings.Contains(out, "1,2 Millionen") || !strings.Contains(out, `"question":"How high is the damage?"`) || strings.Contains(out, `"kind":""`) {
		t.Errorf("%d %s\n%s", status, errs, out)
	}
}

func TestJSONLinesKeepTheirOrderAndTellTheirErrors(t *testing.T) {
	t.Parallel()
	var in strings.Builder
	for i := range 200 {
		b, _ := json.Marshal(map[string]any{"id": string(rune('a'+i%26)) + strings.Repeat("x", i), "text": strings.Repeat("The mayor spoke on Monday. ", 1+i%40), "points": 1})
		in.Write(append(b, '\n'))
	}
	in.WriteString("{\"id\":\"empty\",\"text\":\"\"}\nnot json\n\n")
	status, out, _ := lede(t, in.String(), "brief", "--jsonl")
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if status != exitFailed || len(lines) != 202 {
		t.Fatalf("status %d, %d lines", status, len(lines))
	}
	for i, line := range lines {
		var a struct {
			ID, Error string
			Summary   []int
		}
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatal(err)
		}
		if want := strings.Repeat("x", i); i < 200 && (a.ID[1:] != want || len(a.Summary) != 1 || a.Error != "") {
			t.Errorf("line %d: %.100s", i, line)
		}
		if i >= 200 && a.Error == "" {
			t.Errorf("line %d has no error: %s", i, line)
		}
	}
	status, out, _ = lede(t, `{"id":"q","text":"Ada Quill is the mayor of Lowbridge.","questions":["Who is the mayor?","Where is the king?"]}`, "ask", "--jsonl")
	var answers struct {
		ID      string
		Answers []briefing.Answer
	}
	if err := json.Unmarshal([]byte(out), &answers); err != nil || status != exitFine || answers.ID != "q" || len(answers.Answers) != 2 || !answers.Answers[0].Answered || answers.Answers[1].Answered {
		t.Errorf("%d %v\n%s", status, err, out)
	}
}

// TestBadInputIsOneSentence: what, where, what to do; status 2 for the command line and 1 for the work.
func TestBadInputIsOneSentence(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for _, c := range []struct {
		status int
		args   []string
	}{
		{exitUsage, []string{"sing"}},
		{exitUsage, []string{"brief"}},
		{exitUsage, []string{"brief", "--format", "pdf", "x"}},
		{exitUsage, []string{"brief", "--published", "soon", "x"}},
		{exitUsage, []string{"brief", "--points", "-1", "x"}},
		{exitUsage, []string{"brief", "--nonsense"}},
		{exitUsage, []string{"brief", "--jsonl", "x"}},
		{exitUsage, []string{"stories"}},
		{exitUsage, []string{"stories", "--jsonl", "x"}},
		{exitUsage, []string{"ask", "x"}},
		{exitUsage, []string{"ask", "sample/peace-calls.txt", " "}},
		{exitUsage, []string{"version", "x"}},
		{exitUsage, []string{"brief", "--points", "many", "x"}},
		{exitUsage, []string{"docter"}},
		{exitUsage, []string{"\x1b[2J\u202esing"}},
		{exitFailed, []string{"brief", filepath.Join(dir, "missing.txt")}},
		{exitFailed, []string{"brief", filepath.Join(dir, "\x1b[2J\u202e\u009b5mmissing.txt")}},
		{exitFailed, []string{"brief", dir}},
		{exitFailed, []string{"brief", file("empty.txt", "")}},
		{exitFailed, []string{"brief", file("blank.txt", " \n\t ")}},
		{exitFailed, []string{"brief", file("latin1.txt", "caf\xe9 au lait")}},
		{exitFailed, []string{"brief", file("huge.txt", strings.Repeat("word ", 10<<20))}},
		{exitFailed, []string{"brief", file("span.json", `{"text":"Short.","quotes":[{"start":0,"end":99}]}`)}},
		{exitFailed, []string{"brief", file("find.json", `{"text":"Short.","quotes":[{"find":"absent"}]}`)}},
		{exitFailed, []string{"brief", "https://example.org/news"}},
		{exitFailed, []string{"run"}},
		{exitFailed, []string{"play", "--addr", "127.0.0.1:99999"}},
		{exitFailed, []string{"play", filepath.Join(dir, "missing.txt")}},
		{exitFailed, []string{"health"}},
	} {
		status, out, errs := lede(t, "", c.args...)
		name := strings.Join(c.args, " ")
		if status != c.status {
			t.Errorf("%s: status %d, want %d: %s", name, status, c.status, errs)
		}
		if lines := strings.Count(errs, "\n"); lines != 1 || !strings.HasPrefix(errs, "lede: ") || len(errs) < 20 || out != "" {
			t.Errorf("%s: not one sentence: %q %q", name, errs, out)
		}
		if strings.ContainsAny(errs, "\x1b\u009b\u202e") {
			t.Errorf("%q: a terminal would obey %q", name, errs)
		}
	}
}

// TestAMistypedCommandLineIsAnsweredInPlainWords: with the help of the verb that was meant.
func TestAMistypedCommandLineIsAnsweredInPlainWords(t *testing.T) {
	t.Parallel()
	for args, want := range map[string]string{
		"docter": "(did you mean doctor?): see `lede --help`", "sing": "there is no command \"sing\": see `lede --help`",
		"brief --points many x": "write a whole number: see `lede brief --help`", "brief --nonsense": "see `lede brief --help`",
		"play --adr x": "there is no flag --adr (did you mean --addr?): see `lede play --help`", "brief --markdown x": "(did you mean --format markdown?)", "brief --json x": "(did you mean --format json?)", "feed --json x": "(did you mean --format json?)", "run --json": "unknown flag", "version --licenses": "(did you mean --licences?)", "brief -x": "unknown shorthand flag",
		"help docter": "there is no command \"docter\" (did you mean doctor?): see `lede --help`", "help store chek": "there is no command \"store chek\" (did you mean check?)",
		"store chek":      "there is no command \"store chek\" (did you mean check?): see `lede store --help`",
		"completion tcsh": "(did you mean bash or zsh or fish?): see `lede completion --help`", "brief --url example.org x": "beginning with https://: see `lede brief --help`",
		"health now": "health takes no arguments, and was given \"now\": see `lede health --help`",
	} {
		if _, _, errs := lede(t, "", strings.Fields(args)...); !strings.Contains(errs, want) || strings.Contains(errs, "strconv") {
			t.Errorf("%s: %q, want %q", args, errs, want)
		}
	}
	kv := []string{"LEDE_DISCORD_TOKEN=" + wrongToken, "LEDE_REDIS_URL=redis://" + kvtest.FreeAddr(t)}
	var out, errs output
	if status := Run(t.Context(), []string{"run"}, kv, strings.NewReader(""), &out, &errs); status != exitFailed || !strings.Contains(errs.String(), "start Redis, or correct LEDE_REDIS_URL") {
		t.Errorf("without its Redis: status %d, %q", status, errs.String())
	}
}

func TestVersionAndHelp(t *testing.T) {
	t.Parallel()
	if status, out, _ := lede(t, "", "version"); status != exitFine || !strings.HasPrefix(out, "lede "+Version) {
		t.Errorf("%d %s", status, out)
	}
	_, told, _ := lede(t, "", "version")
	if status, out, errs := lede(t, "", "--version"); status != exitFine || out != told || errs != "" {
		t.Errorf("--version: %d %q %q, want %q", status, out, errs, told)
	}
	if status, out, _ := lede(t, ""); status != exitFine || !strings.Contains(out, "play") {
		t.Errorf("%d %s", status, out)
	}
	if _, out, _ := lede(t, "", "run", "--help"); !strings.Contains(out, "LEDE_DISCORD_TOKEN") {
		t.Errorf("run --help does not list the settings:\n%s", out)
	}
}

// TestTheShellCompletesAFormat, and offers no files for one: every flag of that name has its values.
func TestTheShellCompletesAFormat(t *testing.T) {
	t.Parallel()
	found := 0
	for _, verb := range Commands().Commands() {
		flag := verb.Flags().Lookup("format")
		if flag == nil {
			continue
		}
		found++
		values := strings.FieldsFunc(strings.Replace(flag.Usage, " or ", ", ", 1), func(r rune) bool { return r == ',' || r == ' ' })
		want := strings.Join(values, "\n") + "\n:4\n" // 4: nothing else is offered
		if status, out, _ := lede(t, "", "__complete", verb.Name(), "--format", ""); status != exitFine || out != want {
			t.Errorf("%s: %d %q, want %q", verb.Name(), status, out, want)
		}
	}
	if found != 4 {
		t.Errorf("%d verbs have formats", found)
	}
}

// TestHelpThatCannotBePrintedIsFailedWork, as on a full disk.
func TestHelpThatCannotBePrintedIsFailedWork(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{}, {"--help"}, {"help", "brief"}, {"brief", "--help"}, {"completion", "bash"}, {"version"}} {
		var errs bytes.Buffer
		w := quietWorld()
		w.stdout, w.stderr = fullDisk{}, &errs
		if status := w.execute(t.Context(), args); status != exitFailed || !strings.Contains(errs.String(), "no space") {
			t.Errorf("%v: %d %q", args, status, errs.String())
		}
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, syscall.ENOSPC }

func TestALineOfJSONLTellsWhatIsWrongWithItAndWhichItWas(t *testing.T) {
	t.Parallel()
	for verb, lines := range map[string][]string{
		"brief":   {`{"published":"soon","id":"e","text":"Foo said."}`, `{"text":5,"id":"e"}`, `{"id":"e","html":"<p></p>"}`, `{"id":"e","text":"Foo said.","Text":"Bar said."}`},
		"ask":     {`{"id":"e","text":"Foo said."}`, `{"questions":"who?","id":"e"}`, `{"id":"e","text":"Foo said.","questions":[],"questions":["who?"]}`},
		"stories": {`{"published":"soon","id":"e","text":"Foo said."}`, `{"text":5,"id":"e"}`, `{"id":"e","text":""}`, `{"id":"d","text":"Foo said.","id":"e"}`, "{\"id\":\"e\",\"text\":\"\xff\"}"},
	} {
		for _, line := range lines {
			status, out, _ := lede(t, line+"\n", verb, "--jsonl")
			if status != exitFailed || !strings.Contains(out, `"id":"e"`) || !strings.Contains(out, `"error":"`) {
				t.Errorf("%s: %d %s", line, status, out)
			}
		}
	}
	for line, want := range map[string]string{
		`{"id":5,"text":"Foo said."}`:                "id is of a kind",
		`{"id":"e","text":"Foo said.","points":1.5}`: "points is of a kind",
		`[]`: "it is no object",
		`{"id":"e","text":"Foo said.","points":-3}`: "points is -3",
	} {
		if status, out, _ := lede(t, line+"\n", "brief", "--jsonl"); status != exitFailed || !strings.Contains(out, want) || strings.Contains(out, "Go ") {
			t.Errorf("%s: %d %s", line, status, out)
		}
	}
	status, out, _ := lede(t, `{"published":"2025-02-14","id":"e","text":"Foo Bar said so."}`, "brief", "--jsonl")
	if status != exitFine || !strings.Contains(out, `"published":"2025-02-14T00:00:00Z"`) {
		t.Errorf("a day: %d %s", status, out)
	}
}

func TestLinesMayBeginWithAByteOrderMark(t *testing.T) {
	status, out, _ := lede(t, "\ufeff"+`{"id":"q","text":"Ada Quill is the mayor of Lowbridge.","questions":[]}`+"\n", "ask", "--jsonl")
	if status != exitFine || !strings.Contains(out, `"id":"q"`) {
		t.Errorf("status %d: %s", status, out)
	}
}

// TestReadingCanBeInterrupted: a verb that waits for its input ends when it is told to.
func TestReadingCanBeInterrupted(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"brief", "-"}, {"brief", "--jsonl"}, {"ask", "-", "Who?"}, {"ask", "--jsonl"}, {"stories", "--jsonl"}} {
		ctx, cancel := context.WithCancel(t.Context())
		never, in := io.Pipe()
		var errs bytes.Buffer
		time.AfterFunc(50*time.Millisecond, cancel)
		if status := Run(ctx, args, nil, never, io.Discard, &errs); status != exitFailed || !strings.Contains(errs.String(), "interrupted") {
			t.Errorf("%v: %d %s", args, status, errs.String())
		}
		in.Close()
	}
}

func TestTwoSharedArticlesOfOneIDAreRefused(t *testing.T) {
	t.Parallel()
	_, err := quietWorld().shared(t.Context(), []string{"sample/peace-calls.txt", "sample/peace-calls.txt"})
	if err == nil || !strings.Contains(words.Line(err), "same id") {
		t.Errorf("got %v", err)
	}
}

func TestAPageOnTheWebIsBriefedAndAsked(t *testing.T) {
	t.Parallel()
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, "<!doctype html><title>Light</title><article><p>The lighthouse on Gull Rock shone again on Friday, the coast guard said.</p>"+
			"<p>Keeper Ada Moor lit the lamp at dusk after eleven months of repairs to the tower and its stairs.</p></article>")
	}))
	defer site.Close()
	run := func(allow string, args ...string) (int, string, string) {
		var out, errs bytes.Buffer
		status := Run(t.Context(), args, []string{"NO_COLOR=1", "LEDE_FETCH_ALLOW=" + allow}, strings.NewReader(""), &out, &errs)
		return status, out.String(), errs.String()
	}
	status, out, errs := run("127.0.0.0/8", "brief", "--format", "json", site.URL)
	if status != exitFine || !strings.Contains(out, `"Ada Moor"`) || !strings.Contains(out, `"url": "`+site.URL) {
		t.Errorf("%d %s %s", status, out, errs)
	}
	if status, out, errs = run("127.0.0.0/8", "ask", site.URL, "who lit the lamp?"); status != exitFine || !strings.Contains(out, "Ada Moor") {
		t.Errorf("%d %s %s", status, out, errs)
	}
	if status, _, errs = run("", "brief", site.URL); status != exitFailed || !strings.Contains(errs, "private or local network") {
		t.Errorf("%d %s", status, errs)
	}
}

func TestALineThatIsTooLongOrNotUTF8FailsAlone(t *testing.T) {
	t.Parallel()
	var in bytes.Buffer
	in.WriteString(`{"id":"a","text":"The bridge is open."}` + "\n")
	in.WriteString(`{"id":"b","text":"` + strings.Repeat("a", maxLine) + `"}` + "\n")
	in.WriteString("{\"id\":\"c\",\"text\":\"A d\xffog.\"}\n")
	in.WriteString(`{"id":"d","text":"The bridge is shut."}`)
	status, out, _ := lede(t, in.String(), "brief", "--jsonl")
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if status != exitFailed || len(lines) != 4 {
		t.Fatalf("%d, %d lines", status, len(lines))
	}
	for i, want := range []string{`"id":"a"`, "longer than 64 MiB", "not valid UTF-8", `"id":"d"`} {
		if !strings.Contains(lines[i], want) || strings.Contains(lines[i], "error") != (i == 1 || i == 2) {
			t.Errorf("line %d: %.200s", i, lines[i])
		}
	}
}
