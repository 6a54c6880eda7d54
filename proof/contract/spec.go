package contract

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

const (
	base   = "https://discord.test/"
	open   = base + "open.json"   // the description as it is
	strict = base + "strict.json" // the same, with no room for fields that it does not know
)

// ofAnswer is the prefix of errors in an answer; all others are errors in the request.
const ofAnswer = "answer "

// spec is Discord's description of its API, prepared for comparison.
type spec struct {
	*schemas
	operations []*operation
}

// operation is one method of one path.
type operation struct {
	method, path string
	segments     []string // of the path
	parameters   int
	pointer      string // into the description
	queries      []string
	body         bool
	must         bool // the body is required
	answers      []string
}

// schemas compiles each schema on demand, once.
type schemas struct {
	mu       sync.Mutex
	compiler *jsonschema.Compiler
	compiled map[string]*jsonschema.Schema
}

func newSchemas() *schemas {
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	c.AssertFormat()
	c.AssertVocabs()
	for _, v := range keywords() {
		c.RegisterVocabulary(v)
	}
	c.RegisterFormat(&jsonschema.Format{Name: "uri", Validate: webAddress})
	return &schemas{compiler: c, compiled: map[string]*jsonschema.Schema{}}
}

// webAddress checks what a bot may link to: JSON Schema's own format would accept any word with a colon.
func webAddress(v any) error {
	s, ok := v.(string)
	if !ok || s == "" {
		return nil // the description requires an address even where it may be omitted
	}
	u, err := url.Parse(s)
	if err != nil {
		return err
	}
	if !slices.Contains([]string{"http", "https", "attachment", "ws", "wss"}, u.Scheme) || u.Host == "" {
		return errors.New("neither a web address nor an attachment")
	}
	return nil
}

// compare returns the violations of a schema by a value, one per line.
func (s *schemas) compare(at string, v any) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	schema, ok := s.compiled[at]
	if !ok {
		var err error
		if schema, err = s.compiler.Compile(at); err != nil {
			return []string{fmt.Sprintf("the schema %s cannot be used: %v", at, err)}
		}
		s.compiled[at] = schema
	}
	err := schema.Validate(v)
	if err == nil {
		return nil
	}
	var out []string
	for line := range strings.SplitSeq(err.Error(), "\n") {
		line = strings.TrimPrefix(strings.TrimSpace(line), "- ")
		if strings.HasPrefix(line, "at '") && !strings.HasSuffix(line, "Of' failed") {
			out = append(out, line)
		}
	}
	if out == nil {
		out = []string{err.Error()}
	}
	return out
}

// readSpec adds the description to the compiler twice, and lists its operations.
func readSpec(raw []byte) (*spec, error) {
	s := &spec{schemas: newSchemas()}
	for name, amend := range map[string]func(any){open: func(any) {}, strict: noRoom} {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
		if err != nil {
			return nil, err
		}
		permissionsAsText(doc)
		formErrors(doc)
		amend(doc)
		unionsByType(doc, doc)
		wholeNumbers(doc)
		if err := s.compiler.AddResource(name, doc); err != nil {
			return nil, err
		}
	}
	var doc struct {
		Paths map[string]map[string]json.RawMessage
	}
	if err := json.Unmarshal(raw, &doc); err != nil {
		return nil, err
	}
	for path, methods := range doc.Paths {
		for method, text := range methods {
			if method == "parameters" {
				continue
			}
			o, err := readOperation(method, path, text, methods["parameters"])
			if err != nil {
				return nil, err
			}
			s.operations = append(s.operations, o)
		}
	}
	// The most specific path wins, so that @original is not taken for a message id.
	slices.SortFunc(s.operations, func(a, b *operation) int { return a.parameters - b.parameters })
	return s, nil
}

func readOperation(method, path string, text, common json.RawMessage) (*operation, error) {
	type parameter struct{ Name, In string }
	var op struct {
		Parameters  []parameter
		RequestBody *struct {
			Required bool
			Content  map[string]any
		}
		Responses map[string]struct{ Content map[string]any }
	}
	var shared []parameter
	if err := json.Unmarshal(text, &op); err != nil {
		return nil, err
	}
	if common != nil {
		if err := json.Unmarshal(common, &shared); err != nil {
			return nil, err
		}
	}
	escaped := url.PathEscape(strings.ReplaceAll(strings.ReplaceAll(path, "~", "~0"), "/", "~1"))
	o := &operation{
		method: strings.ToUpper(method), path: path, segments: strings.Split(path, "/"), parameters: strings.Count(path, "{"),
		pointer: "#/paths/" + escaped + "/" + method,
	}
	for _, p := range append(shared, op.Parameters...) {
		if p.In == "query" {
			o.queries = append(o.queries, p.Name)
		}
	}
	if op.RequestBody != nil {
		o.must = op.RequestBody.Required
		o.body = op.RequestBody.Content["application/json"] != nil
	}
	for status, r := range op.Responses {
		if r.Content["application/json"] != nil {
			o.answers = append(o.answers, status)
		} else {
			o.answers = append(o.answers, status+" empty")
		}
	}
	return o, nil
}

// find returns the operation of a request, or what is wrong with its path.
func (s *spec) find(x *exchange) (*operation, string) {
	path := strings.Split(x.path, "/")
	for _, o := range s.operations {
		if o.method == x.method && slices.EqualFunc(o.segments, path, fills) {
			return o, ""
		}
	}
	return nil, "the description knows no such operation"
}

// fills reports whether a segment of a path may stand where the description has this one: the same word, or for a placeholder anything, but for
// an id up to 20 digits.
func fills(described, segment string) bool {
	switch {
	case !strings.HasPrefix(described, "{"):
		return segment == described
	case strings.Contains(described, "_id"):
		return 0 < len(segment) && len(segment) <= 20 && strings.Trim(segment, "0123456789") == ""
	default:
		return segment != ""
	}
}

// checkRequest compares a request with the description.
func (s *spec) checkRequest(o *operation, x *exchange) []string {
	var out []string
	if q, err := url.ParseQuery(x.query); err != nil {
		out = append(out, "the query cannot be read")
	} else {
		for name := range q {
			if !slices.Contains(o.queries, name) {
				out = append(out, "the operation has no parameter "+name)
			}
		}
	}
	switch {
	case x.body == nil && o.must:
		out = append(out, "the request has no body, which the operation needs")
	case x.body != nil && !o.body:
		out = append(out, "the request has a body, which the operation does not")
	case x.body != nil:
		for _, w := range s.compare(s.bodySchema(o, x), x.body) {
			out = append(out, "request "+w)
		}
	}
	return out
}

// callbackNames are the schemas of the first answers, by type: the operation's own schema is a union of all, whose
// errors are unreadable.
var callbackNames = map[int]string{
	1: "PongInteractionCallbackRequest",
	4: "CreateMessageInteractionCallbackRequest",
	5: "CreateMessageInteractionCallbackRequest",
	6: "UpdateMessageInteractionCallbackRequest",
	7: "UpdateMessageInteractionCallbackRequest",
	8: "ApplicationCommandAutocompleteCallbackRequest",
	9: "ModalInteractionCallbackRequest",
}

func (s *spec) bodySchema(o *operation, x *exchange) string {
	if name, ok := callbackNames[x.callback()]; ok {
		return strict + "#/components/schemas/" + name
	}
	return strict + o.pointer + "/requestBody/content/application~1json/schema"
}

// checkAnswer compares an answer with the description; an error answer must have a code and a message.
func (s *spec) checkAnswer(o *operation, x *exchange) []string {
	if x.status == 0 {
		return nil // it was not seen
	}
	if x.status >= 400 {
		return s.checkError(x)
	}
	status := strconv.Itoa(x.status)
	if slices.Contains(o.answers, status+" empty") {
		if len(bytes.TrimSpace(x.answer)) > 0 {
			return []string{ofAnswer + status + " has a body"}
		}
		return nil
	}
	if !slices.Contains(o.answers, status) {
		return []string{ofAnswer + status + " is none that the operation gives"}
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(x.answer))
	if err != nil {
		return []string{ofAnswer + "is no JSON: " + err.Error()}
	}
	var out []string
	for _, w := range s.compare(open+o.pointer+"/responses/"+status+"/content/application~1json/schema", v) {
		out = append(out, ofAnswer+w)
	}
	return out
}

func (s *spec) checkError(x *exchange) []string {
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(x.answer))
	if err != nil {
		return []string{ofAnswer + "is no JSON: " + err.Error()}
	}
	name := "ErrorResponse"
	if x.status == 429 {
		name = "RatelimitedResponse"
	}
	var out []string
	for _, w := range s.compare(open+"#/components/schemas/"+name, v) {
		out = append(out, ofAnswer+w)
	}
	return out
}
