// Package rest makes requests to Discord's REST API. It knows the token, the rate limits and Discord's error codes.
//
// A call makes one request and never retries on its own, because only the caller knows whether a second request would
// do harm. The package refuses to print secrets: errors hold neither the token, nor an interaction's token, nor a URL.
package rest
