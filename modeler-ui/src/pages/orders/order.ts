import './orders.css';
export { OrderPage as Component } from './order-page.tsx';
