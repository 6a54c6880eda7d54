package contract

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
)

// Two keywords of our own express what JSON Schema can express too, but slowly: it would compare a component of a message
// with a dozen types in turn, and every two numbers as fractions, which took half of these tests' time.
const (
	byTypeKeyword = "byType" // an object's type chooses its schema
	wholeKeyword  = "whole"  // a whole number is one of these
)

// byType holds the schema of each type.
type byType map[string]*jsonschema.Schema

// Validate checks an object against the schema of its type.
func (b byType) Validate(ctx *jsonschema.ValidatorContext, v any) {
	o, ok := v.(object)
	if !ok {
		ctx.AddError(&kind.Type{Got: fmt.Sprintf("%T", v), Want: []string{"object"}})
		return
	}
	t, ok := o["type"]
	if !ok {
		ctx.AddError(&kind.Required{Missing: []string{"type"}})
		return
	}
	schema, ok := b[fmt.Sprint(t)]
	if !ok {
		ctx.AddError(&kind.Enum{Got: t, Want: b.types()})
		return
	}
	if err := ctx.Validate(schema, v, nil); err != nil {
		ctx.AddErr(err)
	}
}

func (b byType) types() []any { return asNumbers(slices.Sorted(maps.Keys(b))) }

// whole lists the allowed integers, as they are written.
type whole []string

// Validate compares a number by its notation. Requests are read into floats, answers and events into json.Number.
func (w whole) Validate(ctx *jsonschema.ValidatorContext, v any) {
	switch v.(type) {
	case json.Number, float64:
		if !slices.Contains(w, fmt.Sprint(v)) {
			ctx.AddError(&kind.Enum{Got: v, Want: asNumbers(w)})
		}
	}
}

func asNumbers(list []string) []any {
	out := make([]any, len(list))
	for i, n := range list {
		out[i] = json.Number(n)
	}
	return out
}

// keywords registers both with a compiler.
func keywords() []*jsonschema.Vocabulary {
	return []*jsonschema.Vocabulary{
		{URL: base + byTypeKeyword, Schema: &jsonschema.Schema{}, Compile: compileByType},
		{URL: base + wholeKeyword, Schema: &jsonschema.Schema{}, Compile: compileWhole},
	}
}

func compileByType(ctx *jsonschema.CompilerContext, o map[string]any) (jsonschema.SchemaExt, error) {
	refs := thingOf(o, byTypeKeyword)
	if refs == nil {
		return nil, nil
	}
	out := byType{}
	for t := range refs {
		var err error
		if out[t], err = ctx.EnqueueRef(textOf(refs, t)); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func compileWhole(_ *jsonschema.CompilerContext, o map[string]any) (jsonschema.SchemaExt, error) {
	if list, ok := o[wholeKeyword].([]string); ok {
		return whole(list), nil
	}
	return nil, nil
}
