module lede/proof/benchmarks

go 1.26.0

replace lede => ../..

require (
	github.com/jdkato/prose/v3 v3.2.3
	github.com/neurosnap/sentences v1.1.2
	lede v0.0.0
)

require (
	github.com/kljensen/snowball v0.10.0 // indirect
	golang.org/x/text v0.43.0 // indirect
	gopkg.in/neurosnap/sentences.v1 v1.0.6 // indirect
)
