package main

import (
	"go/ast"
	"go/token"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"lede/proof/measure/metrics"
)

// allowed is who may import whom (docs/architecture.md), except in test files: a package, our packages, and third parties'
// modules. Everybody may import the standard library and problem; * is everything of ours.
const allowed = `
. | cli |
memo | |
pattern | |
tally | |
problem | |
languages | | golang.org/x/text
briefing/words | | github.com/kljensen/snowball golang.org/x/text
briefing/text | briefing/words pattern |
briefing/names | briefing/words briefing/text |
briefing/cast | briefing/words briefing/text briefing/names |
briefing/said | briefing/words briefing/text briefing/names briefing/cast |
briefing/facts | briefing/words briefing/text pattern |
briefing/developments | briefing/words briefing/text briefing/names briefing/cast briefing/said pattern |
briefing/summary | briefing/words briefing/text briefing/cast briefing/developments |
briefing | briefing/words briefing/text briefing/cast briefing/said briefing/facts briefing/names briefing/developments briefing/summary |
briefing/question | briefing briefing/words |
briefing/answer | briefing briefing/words briefing/question briefing/answer/foreign briefing/answer/rank briefing/answer/sentence briefing/answer/index |
briefing/answer/rank | briefing briefing/logistic |
briefing/answer/foreign | briefing briefing/words |
briefing/answer/sentence | briefing briefing/words briefing/question |
briefing/answer/index | briefing briefing/words briefing/question briefing/answer/sentence |
briefing/fragment | briefing briefing/words |
briefing/logistic | |
proof/training | briefing/logistic |
briefing/story | briefing briefing/text briefing/words briefing/logistic briefing/story/counting briefing/story/near briefing/story/renumbered briefing/story/window briefing/story/wording |
briefing/story/counting | briefing briefing/story/wording briefing/text briefing/words |
briefing/story/near | |
briefing/story/window | |
briefing/story/renumbered | briefing briefing/text briefing/words |
briefing/story/wording | briefing/text briefing/words |
config | | github.com/joho/godotenv
store | tally |
store/boltkv | store | go.etcd.io/bbolt
store/rediskv | store | github.com/redis/go-redis/v9
store/backup | store |
store/kvtest | store |
source/markdown | pattern |
source/robots | |
source/feed/gate | pattern | github.com/wlynxg/chardet golang.org/x/text/encoding
source/notice | pattern |
source/furniture | |
source/date | pattern |
source/feed | pattern source/date source/feed/gate source/markdown source/notice | github.com/mmcdole/gofeed golang.org/x/net/html
source/opml | source/feed source/feed/gate | golang.org/x/net/html
source/page/sight | pattern source/page/plain | golang.org/x/net/html
source/page/initial | pattern source/page/plain source/page/sight | golang.org/x/net/html
source/page/charset | pattern problem | github.com/wlynxg/chardet golang.org/x/net/html golang.org/x/text/encoding
source/page/markup | briefing | golang.org/x/net/html
source/page/sign | pattern |
source/page/state | |
source/page/plain | |
source/page/byline | pattern source/date source/page/plain |
source/page/schema | source/page/markup source/page/plain |
source/page | briefing pattern source/date source/notice source/page/byline source/page/charset source/page/initial source/page/markup source/page/plain source/page/schema source/page/sight source/page/sign source/page/state | codeberg.org/readeck/go-readability/v2 golang.org/x/net/html
source | briefing pattern source/feed source/markdown source/discover source/page source/page/charset source/when | github.com/andybalholm/brotli golang.org/x/net/idna golang.org/x/net/publicsuffix
source/discover | pattern source/feed | golang.org/x/net/html
desk/filter | briefing briefing/words |
desk/strict | |
desk/search | briefing briefing/fragment desk desk/filter |
desk/digests | desk/feeds desk/filter desk/record desk/contacts desk/sources desk/strict scheduler store |
desk/drafts | desk/limiter desk/record store |
desk | briefing briefing/fragment briefing/story desk/digests desk/drafts desk/feeds desk/filter desk/limiter desk/record desk/reports desk/contacts desk/sources desk/stories desk/strict desk/talk desk/locale memo pattern scheduler source/feed source/opml store |
desk/reports | desk/limiter desk/record store |
desk/talk | desk/limiter desk/record store |
desk/stories | briefing/story desk/record memo store tally |
desk/contacts | |
desk/sources | desk/feeds desk/filter desk/record source/feed store |
desk/record | pattern store |
desk/locale | desk/record store |
desk/limiter | |
desk/feeds | briefing briefing/story desk/record memo source source/feed source/furniture source/page source/robots store tally |
source/when | |
scheduler | memo pattern store | github.com/robfig/cron/v3
cards/markup | pattern |
cards/recurrence | languages |
cards | briefing briefing/fragment cards/markup languages pattern | github.com/bwmarrin/discordgo
cards/panels | cards cards/markup cards/recurrence languages | github.com/bwmarrin/discordgo
press | briefing cards/markup languages | golang.org/x/text
commands/command | briefing cards cards/markup desk desk/filter languages source/feed | github.com/bwmarrin/discordgo
commands/sources | cards cards/markup cards/panels commands/command desk desk/filter | github.com/bwmarrin/discordgo
commands/day | languages pattern scheduler |
commands/direct | briefing briefing/answer cards cards/markup commands/command commands/material commands/talk commands/talk/message commands/talk/overlap commands/talk/turning commands/talk/understanding desk desk/talk languages | github.com/bwmarrin/discordgo
commands/digest | cards cards/markup cards/panels commands/command commands/sources delivery desk languages scheduler | github.com/bwmarrin/discordgo
commands/follow | cards cards/markup cards/panels commands/command commands/digest commands/sources delivery desk desk/filter scheduler | github.com/bwmarrin/discordgo
commands/material | briefing commands/command commands/talk/message desk pattern source/feed source/markdown |
commands | briefing briefing/answer briefing/story cards cards/markup cards/panels commands/command commands/day commands/digest commands/direct commands/follow commands/material commands/sources commands/talk commands/talk/message commands/talk/understanding delivery desk desk/filter desk/search languages scheduler source/markdown | github.com/bwmarrin/discordgo
commands/commandstest | commands commands/command desk |
commands/talk | briefing briefing/answer/foreign briefing/words commands/talk/message commands/talk/overlap |
commands/talk/english | briefing/words |
commands/talk/message | briefing/words commands/talk/english |
commands/talk/overlap | briefing briefing/words commands/talk/message |
commands/talk/turning | briefing/words commands/talk/message |
commands/talk/understanding | briefing briefing/answer briefing/words cards/markup commands/talk commands/talk/message commands/talk/overlap desk/talk languages |
delivery | briefing briefing/fragment briefing/story cards cards/panels cards/recurrence desk languages memo scheduler store tally |
bot | bot/definitions bot/gateway bot/posts bot/rest bot/workers cards commands/command languages store tally | github.com/bwmarrin/discordgo
bot/definitions | bot/rest commands/command |
bot/inspect | bot bot/definitions bot/gateway bot/rest commands/command |
bot/posts | bot/rest delivery |
bot/workers | |
bot/gateway | bot/rest store | github.com/bwmarrin/discordgo github.com/gorilla/websocket golang.org/x/net/proxy
bot/rest | | github.com/bwmarrin/discordgo
doctor | bot bot/definitions bot/inspect bot/rest briefing commands commands/command config desk languages scheduler source store store/boltkv store/rediskv |
packaging/release | cli | github.com/spf13/cobra/doc
service | bot bot/workers briefing commands config delivery desk desk/contacts desk/feeds languages scheduler service/losses source store tally |
service/losses | delivery desk languages store |
playground | playground/world playground/people playground/weather playground/gateway playground/rest playground/page |
playground/papers | |
playground/wire | |
playground/rules | playground/wire |
playground/world | playground/wire playground/rules |
playground/people | playground/wire playground/rules playground/world |
playground/weather | playground/wire playground/rules playground/world |
playground/gateway | playground/wire playground/world | github.com/gorilla/websocket
playground/rest | playground/wire playground/rules playground/world playground/weather |
playground/page | playground/wire playground/rules playground/world playground/people playground/gateway playground/rest |
proof/asking | briefing briefing/answer briefing/answer/rank source briefing/logistic proof/training |
proof/soak | |
proof/stories | briefing briefing/story briefing/story/wording briefing/text briefing/logistic desk/stories proof/training |
proof/contract | | github.com/santhosh-tekuri/jsonschema/v6
proof/discord | proof/contract | github.com/gorilla/websocket
proof/browser | | github.com/chromedp
proof/attack | |
proof/faults | |
proof/load | |
proof/internet | playground/papers | github.com/andybalholm/brotli golang.org/x/net/publicsuffix
proof/measure | proof/measure/metrics |
proof/measure/metrics | |
proof/mutants | proof/measure/metrics |
proof/program | |
proof/upgrade | |
cli | * | github.com/spf13/cobra golang.org/x/term
`

// rule is what a package may import, by the table.
type rule struct{ ours, thirdParty []string }

func importTable(t *testing.T) map[string]rule {
	t.Helper()
	table := map[string]rule{}
	for line := range strings.Lines(strings.TrimSpace(allowed)) {
		cells := strings.Split(line, "|")
		if len(cells) != 3 {
			t.Fatalf("the import table has the line %q", line)
		}
		if _, twice := table[strings.TrimSpace(cells[0])]; twice {
			t.Fatalf("the import table has two lines for %q", cells[0])
		}
		table[strings.TrimSpace(cells[0])] = rule{append(strings.Fields(cells[1]), "problem"), strings.Fields(cells[2])}
	}
	return table
}

// dataTypes are the names of discordgo that cards and commands may use: data, never a session.
var dataTypes = []string{
	"ActionsRow", "ApplicationCommand", "ApplicationCommandOption", "ApplicationCommandOptionAttachment", "ApplicationCommandOptionBoolean",
	"ApplicationCommandOptionChannel", "ApplicationCommandOptionChoice", "ApplicationCommandOptionRole",
	"ApplicationCommandOptionString", "ApplicationCommandOptionSubCommand", "Button", "ButtonStyle", "ChannelType",
	"ApplicationIntegrationGuildInstall", "ApplicationIntegrationType", "ApplicationIntegrationUserInstall",
	"ChannelTypeGuildForum", "ChannelTypeGuildMedia", "ChannelTypeGuildNews", "ChannelTypeGuildNewsThread", "ChannelTypeGuildPrivateThread", "ChannelTypeGuildPublicThread",
	"ChannelTypeGuildStageVoice", "ChannelTypeGuildText", "ChannelTypeGuildVoice", "ChatApplicationCommand",
	"Container", "DangerButton", "FileComponent", "InteractionContextBotDM", "InteractionContextGuild", "InteractionContextPrivateChannel", "InteractionContextType", "Locale", "SpanishES",
	"MessageApplicationCommand", "MessageComponent", "PermissionAdministrator", "PermissionMentionEveryone", "PermissionSendMessagesInThreads", "PermissionManageGuild", "PermissionReadMessageHistory", "PermissionSendMessages",
	"PermissionViewChannel", "PrimaryButton", "SecondaryButton", "Section", "SelectMenu", "SelectMenuOption",
	"Separator", "StringSelectMenu", "TextDisplay", "Thumbnail", "UnfurledMediaItem",
}

const (
	maxFileLines     = 500
	maxFunctionLines = 60
)

// source is one Go file of the project.
type sourceFile struct {
	path, dir string
	set       *token.FileSet
	ast       *ast.File
	test      bool
}

// parsed are all Go files, read once for all tests.
var parsed = sync.OnceValues(func() ([]metrics.File, error) { return metrics.Load(".") })

func sources(t *testing.T) []sourceFile {
	t.Helper()
	var files []sourceFile
	all, err := parsed()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range all {
		files = append(files, sourceFile{f.Path, f.Dir, f.Set, f.Syntax, f.Test})
	}
	if len(files) < 20 {
		t.Fatalf("only %d files found: this test must run at the root of the project", len(files))
	}
	return files
}

// allows returns the entry of the rule by which a package may import another; ok is false if none allows it.
func (r rule) allows(path string) (entry string, ok bool) {
	if ours, is := strings.CutPrefix(path, "lede/"); is {
		return ours, slices.Contains(r.ours, ours) || slices.Contains(r.ours, "*")
	}
	if first, _, _ := strings.Cut(path, "/"); !strings.Contains(first, ".") {
		return "", true
	}
	at := slices.IndexFunc(r.thirdParty, func(p string) bool { return path == p || strings.HasPrefix(path, p+"/") })
	if at < 0 {
		return "", false
	}
	return r.thirdParty[at], true
}

func TestWhoMayImportWhom(t *testing.T) {
	table, used := importTable(t), map[string]map[string]bool{}
	for _, f := range sources(t) {
		rule, known := table[f.dir]
		if !known {
			t.Errorf("%s: the package is not in the import table", f.path)
			continue
		}
		if used[f.dir] == nil {
			used[f.dir] = map[string]bool{"*": true, "problem": true}
		}
		if f.test {
			continue
		}
		for _, i := range f.ast.Imports {
			path, _ := strconv.Unquote(i.Path.Value)
			entry, ok := rule.allows(path)
			if !ok {
				t.Errorf("%s imports %s, which the table forbids", f.path, path)
			}
			used[f.dir][entry] = true
		}
	}
	for dir, rule := range table {
		if used[dir] == nil {
			t.Errorf("the table has %s, which does not exist", dir)
			continue
		}
		for _, entry := range slices.Concat(rule.ours, rule.thirdParty) {
			if !used[dir][entry] {
				t.Errorf("the table allows %s to import %s, which it does not", dir, entry)
			}
		}
	}
}

// Templates find methods by name, so the linker would keep every exported method of every library: a third of the program.
// cobra has them too, and uses them when a program sets one.
func TestTemplatesStayOutOfTheProgram(t *testing.T) {
	for _, f := range sources(t) {
		ast.Inspect(f.ast, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok && !f.test && slices.Contains([]string{"SetVersionTemplate", "SetUsageTemplate", "SetHelpTemplate"}, s.Sel.Name) {
				t.Errorf("%s sets a template of cobra's", f.set.Position(s.Pos()))
			}
			return true
		})
		for _, i := range f.ast.Imports {
			if path, _ := strconv.Unquote(i.Path.Value); !f.test && (path == "html/template" || path == "text/template") {
				t.Errorf("%s imports %s: write HTML as press and the playground do", f.path, path)
			}
		}
	}
}

// A client that sends or reads a byte a minute must not hold a connection, nor may one that sends endless headers.
func TestEveryServerHasLimits(t *testing.T) {
	servers := 0
	for _, f := range sources(t) {
		ast.Inspect(f.ast, func(n ast.Node) bool {
			c, ok := n.(*ast.CompositeLit)
			if !ok || f.test {
				return true
			}
			if s, ok := c.Type.(*ast.SelectorExpr); !ok || s.Sel.Name != "Server" {
				return true
			}
			servers++
			var set []string
			for _, e := range c.Elts {
				if kv, ok := e.(*ast.KeyValueExpr); ok {
					set = append(set, kv.Key.(*ast.Ident).Name)
				}
			}
			for _, limit := range []string{"ReadHeaderTimeout", "ReadTimeout", "WriteTimeout", "IdleTimeout", "MaxHeaderBytes"} {
				if !slices.Contains(set, limit) {
					t.Errorf("%s: the server has no %s", f.set.Position(c.Pos()), limit)
				}
			}
			return true
		})
	}
	if servers < 3 {
		t.Errorf("only %d servers were found", servers)
	}
}

// isCommands reports whether a folder holds commands, or what they are made of.
func isCommands(dir string) bool { return dir == "commands" || strings.HasPrefix(dir, "commands/") }

// isCards reports whether a folder draws cards.
func isCards(dir string) bool { return dir == "cards" || strings.HasPrefix(dir, "cards/") }

func TestCommandsAndCardsUseDiscordDataTypesOnly(t *testing.T) {
	for _, f := range sources(t) {
		if f.test || !isCommands(f.dir) && !isCards(f.dir) {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := s.X.(*ast.Ident); ok && x.Name == "discordgo" && !slices.Contains(dataTypes, s.Sel.Name) {
					t.Errorf("%s uses discordgo.%s, which is not among the data types it may use", f.set.Position(s.Pos()), s.Sel.Name)
				}
			}
			return true
		})
	}
}

// TestCommandsStructureNothingThemselves: what a member can make large is done in their turn, by the desk.
func TestCommandsStructureNothingThemselves(t *testing.T) {
	for _, f := range sources(t) {
		if f.test || !isCommands(f.dir) {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := s.X.(*ast.Ident); ok && x.Name == "briefing" && slices.Contains([]string{"Parse", "Load"}, s.Sel.Name) {
					t.Errorf("%s uses briefing.%s, for which there is desk.Structure", f.set.Position(s.Pos()), s.Sel.Name)
				}
			}
			return true
		})
	}
}

func TestFilesAndFunctionsStayShort(t *testing.T) {
	for _, f := range sources(t) {
		if f.test {
			continue
		}
		b, err := os.ReadFile(f.path)
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(b), "\n"); n > maxFileLines {
			t.Errorf("%s has %d lines, more than %d", f.path, n, maxFileLines)
		}
		for _, d := range f.ast.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok {
				if n := f.set.Position(fn.End()).Line - f.set.Position(fn.Pos()).Line + 1; n > maxFunctionLines {
					t.Errorf("%s: %s has %d lines, more than %d", f.path, fn.Name.Name, n, maxFunctionLines)
				}
				if fn.Name.Name == "init" && fn.Recv == nil {
					t.Errorf("%s has an init function", f.path)
				}
			}
		}
	}
}

func TestEveryPackageAndExportedNameIsDocumented(t *testing.T) {
	packages := map[string]bool{}
	for _, f := range sources(t) {
		if f.test {
			continue
		}
		packages[f.dir] = packages[f.dir] || f.ast.Doc.Text() != ""
		for _, d := range f.ast.Decls {
			undocumented(d, func(n ast.Node, name string) {
				t.Errorf("%s: %s is exported and has no comment", f.set.Position(n.Pos()), name)
			})
		}
	}
	for dir, ok := range packages {
		if !ok {
			t.Errorf("package %s says nowhere what it is and what it refuses", dir)
		}
	}
}

// undocumented reports the exported names of a declaration that have no comment of their own or of their group.
func undocumented(d ast.Decl, report func(ast.Node, string)) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		public := d.Recv == nil || exportedReceiver(d) && !standardMethod(d.Name.Name)
		if public && d.Name.IsExported() && d.Doc.Text() == "" {
			report(d, d.Name.Name)
		}
	case *ast.GenDecl:
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.TypeSpec:
				if s.Name.IsExported() && d.Doc.Text() == "" && s.Doc.Text() == "" {
					report(s, s.Name.Name)
				}
			case *ast.ValueSpec:
				for _, name := range s.Names {
					if name.IsExported() && d.Doc.Text() == "" && s.Doc.Text() == "" && s.Comment.Text() == "" {
						report(s, name.Name)
					}
				}
			}
		}
	}
}

func exportedReceiver(d *ast.FuncDecl) bool {
	t := d.Recv.List[0].Type
	if star, ok := t.(*ast.StarExpr); ok {
		t = star.X
	}
	id, ok := t.(*ast.Ident)
	return ok && id.IsExported()
}

// standardMethod are methods whose meaning the standard library fixes.
func standardMethod(name string) bool {
	return slices.Contains([]string{"Error", "Unwrap", "String", "Close", "MarshalText", "UnmarshalText", "MarshalJSON", "UnmarshalJSON", "ServeHTTP", "Is"}, name)
}

func TestNothingIsLeftHalfDone(t *testing.T) {
	for _, f := range sources(t) {
		if f.path == "architecture_test.go" {
			continue
		}
		for _, group := range f.ast.Comments {
			for _, word := range []string{"TODO", "FIXME", "XXX", "HACK"} {
				if strings.Contains(group.Text(), word) {
					t.Errorf("%s: a comment says %s", f.set.Position(group.Pos()), word)
				}
			}
		}
	}
}

// A comment that begins with another declaration's name was left over from a renaming, or describes something else.
func TestADocCommentBeginsWithTheRightName(t *testing.T) {
	files, err := parsed()
	if err != nil {
		t.Fatal(err)
	}
	packages := map[string]map[string]bool{}
	for _, f := range files {
		if packages[f.Dir] == nil {
			packages[f.Dir] = map[string]bool{}
		}
		for _, d := range f.Declarations() {
			packages[f.Dir][d.Name] = true
		}
	}
	for _, f := range files {
		for _, d := range f.Declarations() {
			if first := metrics.FirstWord(d.Doc); d.Own && first != d.Name && packages[f.Dir][first] {
				t.Errorf("%s:%d: the comment of %s begins with %s", f.Path, f.Line(d.Node), d.Name, first)
			}
		}
	}
}

// The limits on how dense the code may be. There are no exceptions; `make measure` tells where it stands.
const (
	maxOperators    = 3    // && and || in one expression
	maxCyclomatic   = 15   // of a function
	maxPackageLines = 4000 // tests aside
)

func TestConditionsHaveNames(t *testing.T) {
	files, err := parsed()
	if err != nil {
		t.Fatal(err)
	}
	lines := map[string]int{}
	for _, f := range files {
		if f.Test {
			continue
		}
		lines[f.Dir] += f.Lines
		for _, e := range metrics.Expressions(f.Syntax) {
			if e.Operators > maxOperators {
				t.Errorf("%s:%d: an expression has %d boolean operators, more than %d: name its parts", f.Path, f.Line(e.Node), e.Operators, maxOperators)
			}
		}
		for _, fn := range f.Functions() {
			if n := metrics.Cyclomatic(fn); n > maxCyclomatic {
				t.Errorf("%s:%d: %s has a cyclomatic complexity of %d, more than %d", f.Path, f.Line(fn), metrics.FullName(fn), n, maxCyclomatic)
			}
		}
	}
	for dir, n := range lines {
		if n > maxPackageLines {
			t.Errorf("package %s has %d lines, more than %d", dir, n, maxPackageLines)
		}
	}
}
