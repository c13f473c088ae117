"""The bilingual pages, made on the server from one template for both languages."""
