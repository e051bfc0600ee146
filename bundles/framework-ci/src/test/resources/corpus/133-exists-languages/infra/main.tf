# terraform
