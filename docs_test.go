package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/commands"
	"lede/config"
	"lede/desk"
	"lede/proof/program"
	"lede/scheduler"
	"lede/store"
)

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// shellLines are the commands in a document's sh blocks.
func shellLines(t *testing.T, path string) []string {
	t.Helper()
	var lines []string
	for _, block := range regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllStringSubmatch(read(t, path), -1) {
		for line := range strings.SplitSeq(block[1], "\n") {
			line, _, _ = strings.Cut(line, "  #")
			if line = strings.TrimSpace(line); line != "" {
				lines = append(lines, line)
			}
		}
	}
	return lines
}

// TestREADMECommandsRun runs every command of README and of docs/terminal.md, as far as each can be run here.
func TestREADMECommandsRun(t *testing.T) {
	bin := program.Path(t)
	for _, line := range slices.Concat(shellLines(t, "README.md"), shellLines(t, "docs/terminal.md")) {
		t.Run(line, func(t *testing.T) {
			switch {
			case line == "go run . play":
				playAnswers(t, bin)
			case strings.HasPrefix(line, "go run . "):
				runsFine(t, bin, line)
			case strings.HasPrefix(line, "make "):
				// Running the tests inside the tests would never end; it is only checked that the target exists and what it would do.
				if out, err := exec.Command("make", "-n", strings.TrimPrefix(line, "make ")).CombinedOutput(); err != nil || len(out) == 0 {
					t.Errorf("%v\n%s", err, out)
				}
			case strings.HasSuffix(line, "./lede run"), strings.HasSuffix(line, "./lede doctor"):
				badTokenIsToldClearly(t, bin, line[strings.LastIndex(line, " ")+1:])
			case strings.HasPrefix(line, "docker "):
				dockerfileIsSound(t)
			default:
				t.Errorf("no test knows how to run this")
			}
		})
	}
}

// runsFine runs a documented command line by a shell, with the built program in place of `go run .`.
func runsFine(t *testing.T, bin, line string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	out, err := exec.CommandContext(ctx, "sh", "-c", strings.Replace(line, "go run .", bin, 1)).CombinedOutput()
	if err != nil || len(out) == 0 {
		t.Errorf("%v\n%s", err, out)
	}
}

// playAnswers starts the playground and fetches its page.
func playAnswers(t *testing.T, bin string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, bin, "play", "--addr", "127.0.0.1:0")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		_ = cmd.Process.Signal(os.Interrupt)
		if err := cmd.Wait(); err != nil {
			t.Errorf("the playground did not end well: %v", err)
		}
	}()
	buf := make([]byte, 4096)
	n, err := out.Read(buf)
	if err != nil {
		t.Fatalf("nothing was printed: %v", err)
	}
	address := regexp.MustCompile(`http://127\.0\.0\.1:\d+`).FindString(string(buf[:n]))
	if address == "" {
		t.Fatalf("no address in %q", buf[:n])
	}
	res, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	page, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK || !strings.Contains(string(page), "<title>") {
		t.Errorf("the page answers %d, %v: %.200s", res.StatusCode, err, page)
	}
}

// badTokenIsToldClearly runs the bot with a token that a local Discord refuses.
func badTokenIsToldClearly(t *testing.T, bin, verb string) {
	t.Helper()
	const token = "canary-token"
	refuse := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusUnauthorized)
		fmt.Fprint(w, `{"message":"401: Unauthorized","code":0}`)
	})
	server := httptest.NewServer(refuse)
	defer server.Close()
	path := filepath.Join(t.TempDir(), "token.txt")
	if err := os.WriteFile(path, []byte(token), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, bin, verb)
	cmd.Dir = t.TempDir()
	cmd.Env = []string{"LEDE_DISCORD_TOKEN_FILE=" + path, "LEDE_DISCORD_API=" + server.URL, "LEDE_HEALTH_ADDR=off", "HOME=" + t.TempDir()}
	out, err := cmd.CombinedOutput()
	if cmd.ProcessState.ExitCode() != 1 || strings.Contains(string(out), token) || !strings.Contains(string(out), "token") {
		t.Errorf("exit %d, %v:\n%s", cmd.ProcessState.ExitCode(), err, out)
	}
}

// dockerfileIsSound checks that the image keeps its promises; image_test.go makes it.
func dockerfileIsSound(t *testing.T) {
	t.Helper()
	file := read(t, "Dockerfile")
	for _, want := range []string{"FROM scratch", "USER 65532", "HEALTHCHECK", `["/lede", "health"]`, "CGO_ENABLED=0", "VOLUME /data"} {
		if !strings.Contains(file, want) {
			t.Errorf("the Dockerfile lacks %s", want)
		}
	}
}

// TestTheTableOfSettingsTellsTheTruth holds docs/settings.md to the code, and README's few rows to docs/settings.md.
func TestTheTableOfSettingsTellsTheTruth(t *testing.T) {
	table := read(t, "docs/settings.md")
	for _, s := range config.Settings() {
		name, value := "`"+s.Name+"`", ""
		if s.Secret {
			name += " (or `_FILE`)"
		}
		if s.Default != "" {
			value = "`" + s.Default + "` "
		}
		if row := fmt.Sprintf("| %s | %s| %s |", name, value, s.Help); !strings.Contains(table, row) {
			t.Errorf("docs/settings.md lacks the row\n%s", row)
		}
	}
	if n := strings.Count(table, "\n| `LEDE_"); n != len(config.Settings()) {
		t.Errorf("docs/settings.md has %d settings, the code %d", n, len(config.Settings()))
	}
	for _, row := range regexp.MustCompile("(?m)^\\| `LEDE_.*$").FindAllString(read(t, "README.md"), -1) {
		if !strings.Contains(table, row) {
			t.Errorf("README.md has a row that docs/settings.md has not\n%s", row)
		}
	}
}

// TestTheDocumentListsEveryCommand holds the table of commands to the code, and the commands that README names to the table.
func TestTheDocumentListsEveryCommand(t *testing.T) {
	table := read(t, "docs/commands.md")
	all := commands.All(desk.New(desk.Options{Store: store.NewMemory(nil)}))
	for _, c := range all {
		if name := c.Definition.Name; !strings.Contains(table, "| `/"+name) && !strings.Contains(table, "| `"+name+"`") {
			t.Errorf("docs/commands.md lacks a row such as\n| `/%s` | %s |", name, c.Definition.Description)
		}
		for _, o := range c.Definition.Options {
			if o.Name != "article" && !strings.Contains(table, o.Name) {
				t.Errorf("docs/commands.md does not mention /%s %s", c.Definition.Name, o.Name)
			}
		}
	}
	if n := strings.Count(table, "\n| `/") + strings.Count(table, "\n| `Brief"); n != len(all) {
		t.Errorf("docs/commands.md lists %d commands, the code %d", n, len(all))
	}
	for _, named := range regexp.MustCompile("`/([a-z-]+)[` ]").FindAllStringSubmatch(read(t, "README.md"), -1) {
		if !strings.Contains(table, "| `/"+named[1]) {
			t.Errorf("README.md names /%s, which docs/commands.md does not list", named[1])
		}
	}
}

// TestREADMEIsReadInThreeMinutes: 720 words, at the 240 a minute that people read. Pictures, addresses and blocks of code are looked at, not read.
func TestREADMEIsReadInThreeMinutes(t *testing.T) {
	words := regexp.MustCompile("(?s)```.*?```|!\\[[^\\]]*\\]|\\]\\([^)]*\\)").ReplaceAllString(read(t, "README.md"), "]")
	if n := len(regexp.MustCompile(`\pL[\pL’'./_-]*`).FindAllString(words, -1)); n > 720 {
		t.Errorf("README.md has %d words: move something into docs/", n)
	}
}

// TestEveryDirectDependencyHasAReason holds the table of decisions to go.mod.
func TestEveryDirectDependencyHasAReason(t *testing.T) {
	decisions := read(t, "docs/decisions.md")
	direct := 0
	for line := range strings.SplitSeq(read(t, "go.mod"), "\n") {
		fields := strings.Fields(strings.TrimPrefix(line, "require "))
		if len(fields) == 2 && strings.Contains(fields[0], ".") && strings.HasPrefix(fields[1], "v") {
			direct++
			if !strings.Contains(decisions, "| `"+fields[0]+"` |") {
				t.Errorf("docs/decisions.md gives no reason for %s", fields[0])
			}
		}
	}
	if n := strings.Count(decisions, "\n| `"); n != direct {
		t.Errorf("docs/decisions.md lists %d dependencies, go.mod %d", n, direct)
	}
}

// TestTheExportInTheDocumentsCanBeImported reads the example of docs/operating.md as /server-data import does.
func TestTheExportInTheDocumentsCanBeImported(t *testing.T) {
	found := regexp.MustCompile("(?s)```json\n(.*?)```").FindStringSubmatch(read(t, "docs/operating.md"))
	if found == nil {
		t.Fatal("docs/operating.md has no example")
	}
	file, err := desk.New(desk.Options{Store: store.NewMemory(nil)}).ReadTransfer(t.Context(), desk.Reader{}, []byte(found[1]))
	if err != nil || file.Settings == nil || len(file.Digests) == 0 {
		t.Fatalf("%+v, %v", file, err)
	}
	for _, g := range file.Digests {
		if _, err := scheduler.ParseTimetable(g.Timetable); err != nil {
			t.Error(err)
		}
	}
}

// TestDocumentsPointAtFilesThatExist checks the links between our own files, and the headings that they lead to.
func TestDocumentsPointAtFilesThatExist(t *testing.T) {
	links := 0
	for _, path := range documents(t) {
		for _, m := range regexp.MustCompile(`\]\(([^)\s]+)\)`).FindAllStringSubmatch(read(t, path), -1) {
			if strings.Contains(m[1], "://") {
				continue
			}
			links++
			file, heading, _ := strings.Cut(m[1], "#")
			to := path
			if file != "" {
				to = filepath.Join(filepath.Dir(path), file)
			}
			if _, err := os.Stat(to); err != nil {
				t.Errorf("%s points at %s: %v", path, m[1], err)
				continue
			}
			if heading != "" && !slices.Contains(headings(t, to), heading) {
				t.Errorf("%s points at %s, and there is no such heading", path, m[1])
			}
		}
	}
	if links < 50 {
		t.Errorf("%d links were found", links)
	}
}

// documents are those that people read.
func documents(t *testing.T) []string {
	t.Helper()
	list, err := filepath.Glob("docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	return append(list, "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")
}

// headings are those of a document as links name them: in small letters, with dashes for spaces and without punctuation.
func headings(t *testing.T, path string) (names []string) {
	t.Helper()
	for _, m := range regexp.MustCompile(`(?m)^#+ (.*)$`).FindAllStringSubmatch(read(t, path), -1) {
		name := regexp.MustCompile(`[^\p{L}\p{N} _-]`).ReplaceAllString(strings.ToLower(m[1]), "")
		names = append(names, strings.ReplaceAll(name, " ", "-"))
	}
	return names
}

// TestDocumentsNameWhatThereIs checks the targets of make and the verbs of Lede that documents and packages name.
func TestDocumentsNameWhatThereIs(t *testing.T) {
	makefile := read(t, "Makefile")
	verbs, err := filepath.Glob("cli/*.go")
	if err != nil {
		t.Fatal(err)
	}
	var code strings.Builder
	for _, path := range verbs {
		code.WriteString(read(t, path))
	}
	named := 0
	for _, path := range append(documents(t), "packaging/compose.yaml", "packaging/lede.service") {
		text := read(t, path)
		for _, m := range regexp.MustCompile("(?m)(?:`|^)(?:LEDE_\\w+=\\S+ )*make (?:-\\w+ )?([a-z]+)").FindAllStringSubmatch(text, -1) {
			named++
			if !strings.Contains(makefile, "\n"+m[1]+":") {
				t.Errorf("%s names `make %s`, which there is not", path, m[1])
			}
		}
		for _, m := range regexp.MustCompile("(?m)(?:`|^|/)lede ([a-z]+)").FindAllStringSubmatch(text, -1) {
			named++
			if !regexp.MustCompile(`Use: +"` + m[1] + `[ "]`).MatchString(code.String()) {
				t.Errorf("%s names `lede %s`, which there is not", path, m[1])
			}
		}
	}
	if named < 50 {
		t.Errorf("%d commands were found", named)
	}
}

// TestTheArchitectureNamesEveryRoom holds the tables of rooms to the folders that there are, both ways.
func TestTheArchitectureNamesEveryRoom(t *testing.T) {
	rows := map[string]string{} // a room and all that is said of it
	room := regexp.MustCompile("`([a-z/]+)/`")
	for line := range strings.SplitSeq(read(t, "docs/architecture.md"), "\n") {
		cells := strings.Split(line, "|")
		if len(cells) < 4 {
			continue
		}
		for _, m := range room.FindAllStringSubmatch(cells[1], -1) {
			rows[m[1]] += cells[2]
		}
	}
	for path := range importTable(t) {
		top, below, _ := strings.Cut(path, "/")
		if _, named := rows[path]; named || path == "." {
			continue
		}
		if _, named := rows[top]; !named {
			t.Errorf("docs/architecture.md does not name %s", path)
		}
		for part := range strings.SplitSeq(below, "/") {
			if !strings.Contains(rows[top], "`"+part+"/`") {
				t.Errorf("docs/architecture.md does not name %s within %s", part, top)
			}
		}
	}
	for top, said := range rows {
		for _, m := range room.FindAllStringSubmatch(said, -1) {
			at, err := filepath.Glob(top + "/" + m[1])
			deeper, err2 := filepath.Glob(top + "/*/" + m[1])
			if err != nil || err2 != nil || len(at)+len(deeper) == 0 {
				t.Errorf("docs/architecture.md names %s within %s, which there is not", m[1], top)
			}
		}
	}
}

// TestAddingACommandIsOneFileAndOneLine compiles CONTRIBUTING's example into the program and runs the
// registry's tests on it, without touching a file of the tree.
func TestAddingACommandIsOneFileAndOneLine(t *testing.T) {
	blocks := regexp.MustCompile("(?s)```go\n(.*?)```").FindAllStringSubmatch(read(t, "CONTRIBUTING.md"), -1)
	if len(blocks) != 2 {
		t.Fatalf("CONTRIBUTING.md has %d blocks of Go, not the example and its line", len(blocks))
	}
	line, _, _ := strings.Cut(strings.TrimSpace(blocks[1][1]), " //")
	registry := read(t, "commands/registry.go")
	extended := strings.Replace(registry, "\t\t\tsummary(d),\n", "\t\t\tsummary(d),\n\t\t\t"+line+"\n", 1)
	if extended == registry {
		t.Fatal("registry.go is not as the example expects")
	}
	dir := t.TempDir()
	header := "package commands\n\nimport (\n\t\"context\"\n\n\t\"lede/cards\"\n\t\"lede/commands/command\"\n\t\"lede/desk\"\n)\n\n"
	overlay := map[string]map[string]string{"Replace": {}}
	words := regexp.MustCompile("(?s)```json\n(.*?)```").FindStringSubmatch(read(t, "CONTRIBUTING.md"))
	if words == nil {
		t.Fatal("CONTRIBUTING.md does not give the example's words")
	}
	catalogue := strings.Replace(read(t, "languages/en/commands.json"), "{\n", "{\n"+words[1], 1)
	for name, text := range map[string]string{
		"commands/registry.go": extended, "commands/places.go": header + blocks[0][1], "languages/en/commands.json": catalogue,
	} {
		path := filepath.Join(dir, filepath.Base(name))
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		at, err := filepath.Abs(name)
		if err != nil {
			t.Fatal(err)
		}
		overlay["Replace"][at] = path
	}
	b, err := json.Marshal(overlay)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	test := exec.Command("go", "test", "-vet=off", "-trimpath", "-overlay", path, "-run", "TestEveryCommand", "-v", "./commands")
	test.Env = append(os.Environ(), "CGO_ENABLED=0") // as the program is built, so that most of it is compiled already
	out, err := test.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "/places") {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestHelpListsEveryVerb holds --help to the contract of the command line.
func TestHelpListsEveryVerb(t *testing.T) {
	out, err := exec.Command(program.Path(t), "--help").Output()
	if err != nil {
		t.Fatal(err)
	}
	verbs := []string{"ask", "brief", "doctor", "health", "play", "run", "version"}
	for _, verb := range verbs {
		if !regexp.MustCompile(`(?m)^  ` + verb + ` `).Match(out) {
			t.Errorf("--help does not list %s", verb)
		}
	}
	if !slices.IsSorted(verbs) {
		t.Error("keep the list sorted")
	}
}
